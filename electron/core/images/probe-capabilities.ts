import * as z from 'zod'

import { isAppError } from '../../../shared/errors.ts'
import type { ImageCapabilities, ImageStore, Presence } from '../../../shared/model/image-service.ts'
import { callImageService, type ImageServiceAnswer, type ImageServicePorts } from './call-image-service.ts'
import { formatsIn, imageSchema } from './image-formats.ts'
import type { ServicePart } from './image-refusal.ts'
import { parseAnswer } from './parse-image.ts'

/**
 * Asks for each part of the service instead of trusting a version: which are there depends on how a cloud is set up
 * and on the role that looks. Safe requests only. Throws what calling the service throws but NOT_OFFERED.
 */
export async function probeCapabilities(
  ports: ImageServicePorts,
  cloudId: string,
  signal: AbortSignal,
): Promise<ImageCapabilities> {
  const ask = (part: ServicePart, path: string) => askFor(ports, { cloudId, part, path }, signal)
  // A few at a time: many a Glance has one worker.
  const [versions, schema, stores] = await Promise.all([
    listVersions(ports, cloudId, signal),
    callImageService(ports, callOf(cloudId, '/v2/schemas/image'), signal),
    probeStores(ask),
  ])
  const [imports, tasks, usage] = await Promise.all([
    ask('imports', '/v2/info/import'),
    ask('tasks', '/v2/tasks?limit=1'),
    ask('usage', '/v2/info/usage'),
  ])
  const [cache, metadefs, members] = await Promise.all([
    ask('cache', '/v2/cache'),
    ask('metadefs', '/v2/metadefs/namespaces?limit=1'),
    ask('members', '/v2/schemas/members'),
  ])
  const { properties } = parseAnswer(imageSchema, schema)
  return {
    versions,
    stores,
    importMethods: isAnswer(imports)
      ? { isHere: true, names: parseAnswer(importInfo, imports)['import-methods'].value }
      : imports,
    formats: formatsIn(properties),
    visibilities: (properties.visibility?.enum ?? usualVisibilities).filter(
      (value) => typeof value === 'string',
    ),
    members: presenceOf(members),
    tasks: presenceOf(tasks),
    usage: presenceOf(usage),
    cache: presenceOf(cache),
    metadefs: presenceOf(metadefs),
    canReadRanges: null,
  }
}

const usualVisibilities = ['public', 'private', 'shared', 'community']
const importInfo = z.object({ 'import-methods': z.object({ value: z.array(z.string()) }) })

type Missing = Extract<Presence, { isHere: false }>
type Ask = (part: ServicePart, path: string) => Promise<ImageServiceAnswer | Missing>

async function askFor(
  ports: ImageServicePorts,
  { cloudId, part, path }: { cloudId: string; part: ServicePart; path: string },
  signal: AbortSignal,
): Promise<ImageServiceAnswer | Missing> {
  try {
    return await callImageService(ports, { ...callOf(cloudId, path), part }, signal)
  } catch (error) {
    if (isAppError(error, 'NOT_OFFERED')) return { isHere: false, status: error.data.status }
    throw error
  }
}

function callOf(cloudId: string, path: string) {
  return { verb: 'probe', origin: 'images', cloudId, imageId: null, method: 'GET', path } as const
}

function isAnswer(found: ImageServiceAnswer | Missing): found is ImageServiceAnswer {
  return !('isHere' in found)
}

function presenceOf(found: ImageServiceAnswer | Missing): Presence {
  return isAnswer(found) ? { isHere: true } : found
}

const wireStore = z.object({
  id: z.string().min(1),
  description: z.string().nullish(),
  /** Glance writes these two as text. */
  default: z.union([z.boolean(), z.string()]).nullish(),
  'read-only': z.union([z.boolean(), z.string()]).nullish(),
  type: z.string().nullish(),
  weight: z.number().nullish(),
  properties: z.record(z.string(), z.unknown()).nullish(),
})
const wireStores = z.object({ stores: z.array(wireStore) })

/** With the detail that administrators are told, where it is told. Stores for Glance's own use are left out. */
async function probeStores(ask: Ask): Promise<ImageCapabilities['stores']> {
  const plain = await ask('stores', '/v2/info/stores')
  if (!isAnswer(plain)) return plain
  const detailed = await ask('stores', '/v2/info/stores/detail')
  const { stores } = parseAnswer(wireStores, isAnswer(detailed) ? detailed : plain)
  return { isHere: true, stores: stores.filter(({ id }) => !id.startsWith('os_glance_')).map(toStore) }
}

function toStore(wire: z.infer<typeof wireStore>): ImageStore {
  const { type, weight, properties } = wire
  const hasDetail = type !== undefined || properties !== undefined
  return {
    id: wire.id,
    description: wire.description ?? null,
    isDefault: String(wire.default) === 'true',
    isReadOnly: String(wire['read-only']) === 'true',
    detail: hasDetail
      ? { type: type ?? null, weight: weight ?? null, properties: asTexts(properties ?? {}) }
      : null,
  }
}

function asTexts(values: Readonly<Record<string, unknown>>): Record<string, string> {
  const texts = Object.entries(values).map(([name, value]) => [
    name,
    typeof value === 'string' ? value : JSON.stringify(value),
  ])
  return Object.fromEntries(texts) as Record<string, string>
}

const wireVersions = z.object({ versions: z.array(z.object({ id: z.string(), status: z.string() })) })

/**
 * The list comes as a choice (300), in no order, with addresses that are often wrong and are not followed. A proxy may
 * let nothing through but `/v2`: then there is no list, and nothing else depends on it.
 */
async function listVersions(
  ports: ImageServicePorts,
  cloudId: string,
  signal: AbortSignal,
): Promise<ImageCapabilities['versions']> {
  try {
    const answer = await callImageService(ports, { ...callOf(cloudId, '/'), accepts: [300] }, signal)
    const { versions } = parseAnswer(wireVersions, answer)
    return versions.toSorted((a, b) => b.id.localeCompare(a.id, 'en', { numeric: true }))
  } catch (error) {
    if (isAppError(error, 'CLOUD_REFUSED') || isAppError(error, 'BAD_ANSWER')) return []
    throw error
  }
}
