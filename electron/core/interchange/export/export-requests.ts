import { readFile } from 'node:fs/promises'
import { homedir } from 'node:os'
import { isAbsolute, join } from 'node:path'

import { AppError, isAppError } from '../../../../shared/errors.ts'
import type { Exported, ExportLoss, ExportSource } from '../../../../shared/model/export.ts'
import type { OpenCollections } from '../../collections/create-collections.ts'
import { safeName } from '../../collections/file-name-for.ts'
import { pathsIn } from '../../collections/file-paths.ts'
import type { Bodies, History } from '../../core.ts'
import type { FileRegistry } from '../../files/file-registry.ts'
import { redactText } from '../../history/redact.ts'
import { folderOf, type Imported, type ImportedFolder } from '../import/imported.ts'
import { moveSecrets, type ReadImport } from '../import/move-secrets.ts'
import { writeImport } from '../import/write-import.ts'
import type { ExportOrder } from '../interchange.ts'
import { exportLosses } from './export-losses.ts'
import { toArc } from './to-arc.ts'
import { toCurlScript } from './to-curl-script.ts'
import { type HarExchange, toHar } from './to-har.ts'
import { toPostman } from './to-postman.ts'

export interface ExportParts {
  readonly files: Pick<FileRegistry, 'addPath' | 'find'>
  readonly collections: Pick<OpenCollections, 'tree'>
  readonly history: Pick<History, 'show' | 'asDraft'>
  readonly bodies: Pick<Bodies, 'find'>
  readonly version: string
  now(): number
}

/** Larger answers are left out of an archive, as are those that are no text. */
const largestAnswerBytes = 256 * 1024

/**
 * Requests for another program, without their secrets, and what its format has no word for. Throws FILE_EXISTS,
 * DISK_FULL, FILE_UNWRITABLE, COLLECTION_ITEM_GONE or EXCHANGE_UNKNOWN.
 */
export async function exportRequests(
  parts: ExportParts,
  { what, format, path, passphrase }: ExportOrder,
  signal: AbortSignal,
): Promise<Exported> {
  if (format === 'har') return await archive(parts, what, signal)
  const { read, losses } = await gather(parts, what, signal)
  const { root } = read.imported
  if (format === 'opencollection') {
    const to = wholePath(path)
    const { notes } = await writeImport(read, { to, seq: null, paths: pathsIn(to, parts.files) }, signal)
    const more = notes.map(({ item, detail }) => ({ item, code: 'setting-left-out' as const, detail }))
    return { file: null, path: to, losses: [...losses, ...more] }
  }
  const name = safeName(root.name)
  const all = [...losses, ...exportLosses(read.imported, format)]
  switch (format) {
    case 'postman': {
      const file = {
        name: `${name}.postman_collection.json`,
        mediaType: 'application/json',
        text: toPostman(root),
      }
      return { file, path: null, losses: all }
    }
    case 'arc': {
      const text = toArc(read.imported, new Date(parts.now()), passphrase)
      return {
        file: { name: `${name}.arc.json`, mediaType: 'application/json', text },
        path: null,
        losses: all,
      }
    }
    case 'curl': {
      const text = toCurlScript(root, parts.files)
      return { file: { name: `${name}.sh`, mediaType: 'application/x-sh', text }, path: null, losses: all }
    }
  }
}

/** As a tree, with names in place of secrets. */
async function gather(
  { collections, history }: ExportParts,
  what: ExportSource,
  signal: AbortSignal,
): Promise<{ read: ReadImport; losses: ExportLoss[] }> {
  const losses: ExportLoss[] = []
  const tree = async (): Promise<Pick<Imported, 'root' | 'environments'>> => {
    if (what.kind === 'folder') {
      const found = await collections.tree(what.id, signal)
      for (const { path, what: detail, isLost } of found.losses)
        losses.push({ item: path.join(' / '), code: isLost ? 'item-unreadable' : 'setting-left-out', detail })
      return found
    }
    if (what.kind === 'drafts') return { root: flat(what.name, what.drafts), environments: [] }
    const drafts = []
    for (const id of what.exchangeIds) drafts.push(await history.asDraft(id, signal))
    return { root: flat('History', drafts), environments: [] }
  }
  const { root, environments } = await tree()
  const read = moveSecrets({ format: 'opencollection', root, environments, cookies: [], notes: [] })
  const secrets = read.imported.notes.map(({ item, detail }) => ({
    item,
    code: 'secret-left-out' as const,
    detail,
  }))
  return { read, losses: [...losses, ...secrets] }
}

function flat(
  name: string,
  drafts: readonly Extract<ImportedFolder['items'][number], { kind: 'request' }>['draft'][],
) {
  return folderOf(
    name,
    drafts.map((draft) => ({ kind: 'request', draft })),
  )
}

async function archive(parts: ExportParts, what: ExportSource, signal: AbortSignal): Promise<Exported> {
  if (what.kind !== 'history') throw new Error('an archive is made of exchanges')
  const losses: ExportLoss[] = []
  const exchanges: HarExchange[] = []
  for (const id of what.exchangeIds) {
    const record = await parts.history.show(id, signal)
    const text = await answerText(parts, id)
    const item = `${record.method} ${record.url.replace(/[?#].*$/, '')}`
    if (text === null && record.receivedBytes > 0) losses.push({ item, code: 'answer-left-out', detail: '' })
    if (record.requestBody.kind === 'file')
      losses.push({ item, code: 'file-by-name', detail: record.requestBody.name })
    exchanges.push({ record, text })
  }
  const text = toHar(exchanges, parts.version)
  return { file: { name: 'History.har', mediaType: 'application/json', text }, path: null, losses }
}

async function answerText({ bodies }: ExportParts, id: string): Promise<string | null> {
  try {
    const { path, sizeBytes, contentType } = await bodies.find(id)
    if (sizeBytes > largestAnswerBytes || !/json|text|xml/i.test(contentType)) return null
    return redactText(await readFile(path, 'utf8'))
  } catch (error) {
    if (isAppError(error, 'EXCHANGE_UNKNOWN') || (error as NodeJS.ErrnoException).code === 'ENOENT')
      return null
    throw error
  }
}

function wholePath(path: string | null): string {
  const given = path ?? ''
  const whole = /^~[/\\]/.test(given) ? join(homedir(), given.slice(2)) : given
  if (!isAbsolute(whole)) throw new AppError('FILE_UNWRITABLE', { name: given, detail: 'ENOENT' })
  return whole
}
