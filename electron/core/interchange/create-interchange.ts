import { buffer } from 'node:stream/consumers'
import { readFile } from 'node:fs/promises'

import { AppError } from '../../../shared/errors.ts'
import { formatBytes } from '../../../shared/format-bytes.ts'
import type { ImportReport } from '../../../shared/model/import.ts'
import type { Interchange, Requests } from '../core.ts'
import type { FileRegistry, HeldFile } from '../files/file-registry.ts'
import { importReport } from './import/import-report.ts'
import type { ImportedVariable } from './import/imported.ts'
import { largestJsonBytes } from './import/parse-document.ts'
import { type ReadImport, readImport } from './import/read-import.ts'

export interface InterchangeParts {
  readonly files: Pick<FileRegistry, 'find'>
  readonly requests: Pick<Requests, 'setVariable'>
}

/** Brings in what other programs have exported. */
export function createInterchange({ files, requests }: InterchangeParts): Interchange {
  return {
    preview: async ({ file, passphrase }, signal) =>
      importReport(await readHeld(files.find(file), passphrase, signal)),
    take: async ({ file, passphrase, environment }, signal): Promise<ImportReport> => {
      const read = await readHeld(files.find(file), passphrase, signal)
      for (const { name, value } of plainVariables(read, environment)) {
        requests.setVariable({ name, value, isSecret: false })
      }
      for (const [name, value] of read.secrets) requests.setVariable({ name, value, isSecret: true })
      return importReport(read)
    },
  }
}

async function readHeld(file: HeldFile, passphrase: string | null, signal: AbortSignal): Promise<ReadImport> {
  const { name, sizeBytes } = file
  if (sizeBytes > largestJsonBytes) {
    const data = { name, reason: 'too-large', detail: formatBytes(largestJsonBytes) } as const
    throw new AppError('IMPORT_UNREADABLE', data)
  }
  const bytes = file.heldBy === 'host' ? await bytesAt(file, signal) : await buffer(await file.open(signal))
  signal.throwIfAborted()
  return readImport({ name, bytes }, passphrase)
}

async function bytesAt(
  { path, name }: { path: string; name: string },
  signal: AbortSignal,
): Promise<Uint8Array> {
  try {
    return await readFile(path, { signal })
  } catch (error) {
    signal.throwIfAborted()
    const detail = error instanceof Error && 'code' in error ? String(error.code) : ''
    throw new AppError('FILE_UNREADABLE', { name, detail }, { cause: error })
  }
}

/** Those of the collection, and of the chosen environment, which comes after and wins. */
function plainVariables({ imported }: ReadImport, environment: string | null): ImportedVariable[] {
  const chosen = imported.environments.find(({ name }) => name === environment)?.variables ?? []
  return [...imported.root.variables, ...chosen].filter(({ isSecret, isEnabled, name }) => {
    return !isSecret && isEnabled && /^[A-Za-z_][\w.-]*$/.test(name)
  })
}
