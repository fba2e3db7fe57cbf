import { AppError } from '../../../../shared/errors.ts'
import { formatBytes } from '../../../../shared/format-bytes.ts'
import type { ImportNote } from '../../../../shared/model/import.ts'
import { decryptArc, isEncryptedArc } from './arc/arc-cipher.ts'
import { fromBruno, type ImportFile } from './bruno/from-bruno.ts'
import { parseBru } from './bruno/parse-bru.ts'
import { decodeText } from './decode-text.ts'
import { importContext } from './import-context.ts'
import { mapDocument } from './map-document.ts'
import { moveSecrets, type ReadImport } from './move-secrets.ts'
import { largestJsonBytes, parseDocument } from './parse-document.ts'

/**
 * Reads what another program has exported, whichever it is. `passphrase` opens an encrypted export of ARC. Throws
 * IMPORT_UNREADABLE.
 */
export function readImport(file: { name: string; bytes: Uint8Array }, passphrase: string | null): ReadImport {
  const { name, bytes } = file
  if (bytes.length > largestJsonBytes) throw unreadable(name, 'too-large', formatBytes(largestJsonBytes))
  const decoded = decodeText(bytes)
  if (decoded === null) throw unreadable(name, 'not-text')
  const text = plainText(name, decoded.trim(), passphrase)
  if (text === '') throw unreadable(name, 'empty')
  return isBru(name, text)
    ? readBrunoFolder([{ path: name.endsWith('.bru') ? name : `${name}.bru`, text }])
    : readDocument(name, text)
}

/** Reads the files of a folder that Bruno wrote, in its own language. */
export function readBrunoFolder(files: readonly ImportFile[]): ReadImport {
  const notes: ImportNote[] = []
  return moveSecrets({ ...fromBruno(files, importContext(notes)), notes })
}

function plainText(name: string, text: string, passphrase: string | null): string {
  if (!isEncryptedArc(text)) return text
  if (passphrase === null || passphrase === '') throw unreadable(name, 'passphrase-needed')
  const plain = decryptArc(text, passphrase)
  if (plain === null) throw unreadable(name, 'passphrase-wrong')
  return plain
}

function isBru(name: string, text: string): boolean {
  return name.endsWith('.bru') || (/^meta\s*\{/.test(text) && parseBru(text).length > 1)
}

function readDocument(name: string, text: string): ReadImport {
  const parsed = parseDocument(text)
  if (parsed.kind === 'too-large') throw unreadable(name, 'too-large', parsed.largest)
  if (parsed.kind === 'broken') throw unreadable(name, 'not-parsed', parsed.detail)
  const mapped = mapDocument(parsed.data)
  if (mapped.kind === 'unknown-version') throw unreadable(name, 'unknown-version', mapped.version)
  if (mapped.kind === 'unknown-format') throw unreadable(name, 'unknown-format')
  return moveSecrets(mapped.imported)
}

function unreadable(
  name: string,
  reason: AppError<'IMPORT_UNREADABLE'>['data']['reason'],
  detail = '',
): AppError<'IMPORT_UNREADABLE'> {
  return new AppError('IMPORT_UNREADABLE', { name, reason, detail })
}
