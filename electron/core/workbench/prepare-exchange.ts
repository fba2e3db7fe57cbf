import { AppError } from '../../../shared/errors.ts'
import type { RequestDraft } from '../../../shared/model/request.ts'
import type { FileRegistry } from '../files/file-registry.ts'
import type { BodyStore } from '../history/create-body-store.ts'
import type { BodySource, ExchangeRequest } from '../http/exchange.ts'
import type { CloudAccess } from '../identity/cloud-access.ts'
import { bodySource, urlencoded } from './body-source.ts'
import { findValues, type ValueQuery, type ValueSources } from './known-values.ts'
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
 * that has no value, VARIABLES_CYCLIC, VARIABLE_TOO_LONG, FILE_NOT_CHOSEN or FILE_LOST, and what asking the cloud for its facts throws.
 */
export async function prepareExchange(
  parts: ExchangeParts,
  { draft, cloudId, scope }: { draft: RequestDraft } & ValueQuery,
  signal: AbortSignal,
): Promise<{ request: ExchangeRequest; secrets: string[] }> {
  const written = writtenRequest(draft, scope.headers)
  const names = namesOf(written)
  const { known, missing } = await findValues(parts, { cloudId, scope, names }, signal)
  if (missing.length > 0) throw new AppError('VARIABLES_UNKNOWN', { names: [...missing] })

  const values = new Map([...known].map(([name, { value }]) => [name, value]))
  const { url, ...resolved } = resolve(written, values)
  const { source: body, headers, check } = bodySource(resolved.body, resolved.headers, parts.files)
  await check?.()
  const secrets = [...known.values()]
    .filter(({ isSecret }) => isSecret)
    .flatMap(({ value }) => spellings(value))
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

/** A secret as it may stand in a request: as it is, in JSON, in a URL and in a form. */
function spellings(value: string): string[] {
  const inForm = urlencoded([['', value]]).slice(1)
  return [...new Set([value, jsonEscaped(value), inForm.replaceAll('+', '%20'), inForm])]
}

/** curl asks before it sends more than this; an early refusal then costs nothing. */
function isLarge(body: BodySource): boolean {
  return (body.kind === 'file' || body.kind === 'stream') && (body.sizeBytes ?? 0) > largestUnaskedBytes
}

function imageIdIn(url: string): string | null {
  return /\/v2\/images\/([\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12})(?![\w-])/i.exec(url)?.[1] ?? null
}
