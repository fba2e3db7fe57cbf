import { AppError } from '../../../shared/errors.ts'
import type { DraftBody, RequestDraft } from '../../../shared/model/request.ts'
import type { FileRegistry } from '../files/file-registry.ts'
import type { BodyStore } from '../history/create-body-store.ts'
import type { BodySource, ExchangeRequest } from '../http/exchange.ts'
import type { CloudAccess } from '../identity/cloud-access.ts'
import { knownValues, type ValueSources } from './known-values.ts'
import { jsonEscaped } from './placeholders.ts'
import { namesOf, resolve, writtenRequest } from './resolve-draft.ts'

export interface ExchangeParts extends ValueSources {
  readonly access: Pick<CloudAccess, 'connectionFor' | 'facts'>
  readonly files: Pick<FileRegistry, 'find'>
  readonly bodies: Pick<BodyStore, 'pathFor'>
}

const idleTimeoutMs = 60_000
const largestUnaskedBytes = 1024 * 1024

/**
 * Makes an exchange of a draft, and tells the secrets that it is made with. Throws VARIABLES_UNKNOWN, with every name
 * that has no value, FILE_NOT_CHOSEN or FILE_LOST, and what asking the cloud for its facts throws.
 */
export async function prepareExchange(
  parts: ExchangeParts,
  { draft, cloudId }: { draft: RequestDraft; cloudId: string | null },
  signal: AbortSignal,
): Promise<{ request: ExchangeRequest; secrets: string[] }> {
  const written = writtenRequest(draft)
  const names = namesOf(written)
  const known = await knownValues(parts, { cloudId, names }, signal)
  const unknown = names.filter((name) => !known.has(name))
  if (unknown.length > 0) throw new AppError('VARIABLES_UNKNOWN', { names: unknown })

  const { url, headers, text } = resolve(
    written,
    new Map([...known].map(([name, { value }]) => [name, value])),
  )
  const body = bodySource(draft.body, text, parts.files)
  const secrets = [...known.values()].flatMap(({ isSecret, value }) =>
    isSecret ? [value, jsonEscaped(value)] : [],
  )
  const id = crypto.randomUUID()
  const request: ExchangeRequest = {
    id,
    method: draft.method,
    url,
    headers,
    body,
    into: { kind: 'file', path: parts.bodies.pathFor(id) },
    connection: await parts.access.connectionFor(cloudId, signal),
    expectContinue: isLarge(body) && !headers.some(([name]) => name.toLowerCase() === 'expect'),
    idleTimeoutMs,
    sentStartBytes: 65_536,
    context: { origin: 'workbench', cloudId, imageId: imageIdIn(url), secrets },
  }
  return { request, secrets }
}

function bodySource(body: DraftBody, text: string | null, files: Pick<FileRegistry, 'find'>): BodySource {
  if (body.kind === 'none') return { kind: 'none' }
  if (body.kind === 'text') return { kind: 'bytes', bytes: new TextEncoder().encode(text ?? '') }
  if (body.kind !== 'file') throw new Error(`a ${body.kind} body cannot be sent yet`)
  if (!body.file) throw new AppError('FILE_NOT_CHOSEN', {})
  const file = files.find(body.file.handle)
  const { name, sizeBytes } = file
  if (file.heldBy === 'host') return { kind: 'file', path: file.path, name, sizeBytes }
  return { kind: 'stream', name, sizeBytes, open: (signal) => file.open(signal) }
}

/** curl asks before it sends more than this; an early refusal then costs nothing. */
function isLarge(body: BodySource): boolean {
  return (body.kind === 'file' || body.kind === 'stream') && (body.sizeBytes ?? 0) > largestUnaskedBytes
}

function imageIdIn(url: string): string | null {
  return /\/v2\/images\/([\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12})(?![\w-])/i.exec(url)?.[1] ?? null
}
