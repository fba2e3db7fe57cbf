import { buffer } from 'node:stream/consumers'
import { readFile } from 'node:fs/promises'

import { AppError } from '../../../shared/errors.ts'
import { formatBytes } from '../../../shared/format-bytes.ts'
import type { ImportNote, ImportReport } from '../../../shared/model/import.ts'
import type { OpenCollections } from '../collections/create-collections.ts'
import { pathsIn } from '../collections/file-paths.ts'
import type { Requests } from '../core.ts'
import type { HeldFile } from '../files/file-registry.ts'
import { codeTargets } from './code/code-targets.ts'
import { writeCode } from './code/write-code.ts'
import { type ExportParts, exportRequests } from './export/export-requests.ts'
import type { Interchange } from './interchange.ts'
import { importReport } from './import/import-report.ts'
import { largestJsonBytes } from './import/parse-document.ts'
import type { ReadImport } from './import/move-secrets.ts'
import { readImport } from './import/read-import.ts'
import { readImportPath } from './import/read-import-path.ts'
import { variablesIn } from './import/secret-names.ts'
import { variableName } from './import/variable-names.ts'
import { writeImport } from './import/write-import.ts'

export interface InterchangeParts extends ExportParts {
  readonly requests: Pick<Requests, 'setVariable' | 'writtenDown'>
  readonly collections: Pick<OpenCollections, 'addImport' | 'tree'>
}

/** Brings in what other programs have exported. */
export function createInterchange(parts: InterchangeParts): Interchange {
  const { files, requests, collections } = parts
  return {
    codeTargets: () => codeTargets,
    code: async ({ target, ...input }, signal) =>
      await writeCode(await requests.writtenDown(input, signal), target),
    preview: async ({ file, passphrase }, signal) =>
      importReport(await readHeld(files.find(file), passphrase, signal)),
    take: async ({ file, passphrase, environment }, signal): Promise<ImportReport> => {
      const read = await readHeld(files.find(file), passphrase, signal)
      for (const variable of sessionVariables(read, environment)) requests.setVariable(variable)
      return importReport(read)
    },
    importInto: async ({ file, passphrase, folderId }, signal) => {
      const read = await readHeld(files.find(file), passphrase, signal)
      const { id, notes } = await collections.addImport(folderId, read, signal)
      return { id, report: withNotes(importReport(read), notes) }
    },
    export: (order, signal) => exportRequests(parts, order, signal),
    importPath: async ({ path, passphrase, to }, signal) => {
      const read = await readImportPath(path, { passphrase, files }, signal)
      const order = { to, seq: null, paths: pathsIn(to, files) }
      const { notes } = await writeImport(read, order, signal)
      return withNotes(importReport(read), notes)
    },
  }
}

function withNotes(report: ImportReport, notes: readonly ImportNote[]): ImportReport {
  return { ...report, notes: [...report.notes, ...notes] }
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

type SessionVariable = Parameters<Requests['setVariable']>[0]

/**
 * Those of the collection, and of the chosen environment, which comes after and wins. Secrets of the environments that
 * were not chosen are kept under the names of these.
 */
function sessionVariables(
  { imported, secrets, variableSecrets }: ReadImport,
  chosen: string | null,
): SessionVariable[] {
  const layers = [
    { prefix: '', variables: variablesIn(imported.root) },
    ...imported.environments
      .toSorted((a, b) => Number(a.name === chosen) - Number(b.name === chosen))
      .map(({ name, variables }) => ({ prefix: name === chosen ? '' : `${name}.`, variables })),
  ]
  const defined = layers.flatMap(({ prefix, variables }) =>
    variables.flatMap((held): SessionVariable[] => {
      const secret = variableSecrets.get(held)
      if (secret !== undefined)
        return [{ name: variableName(prefix + held.name), value: secret, isSecret: true }]
      const isTaken = prefix === '' && !held.isSecret && held.isEnabled && isName(held.name)
      return isTaken ? [{ name: held.name, value: held.value, isSecret: false }] : []
    }),
  )
  return [...[...secrets].map(([name, value]) => ({ name, value, isSecret: true })), ...defined]
}

function isName(name: string): boolean {
  return /^[A-Za-z_][\w.-]*$/.test(name)
}
