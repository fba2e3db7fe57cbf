import * as z from 'zod'

import type { MetadefNamespace, MetadefProperty } from '../../../shared/model/image-service.ts'
import { callImageService, type ImageServicePorts } from './call-image-service.ts'
import { parseAnswer } from './parse-image.ts'

const resourceType = 'OS::Glance::Image'
const atOnce = 4
const pageSize = 100

/**
 * The namespaces of the cloud's catalogue that speak of images, each with its properties and those of its objects.
 * Asked for by resource type, so that the cloud writes each property under the name it has on an image. Throws
 * NOT_OFFERED.
 */
export async function listMetadefs(
  ports: ImageServicePorts,
  cloudId: string,
  signal: AbortSignal,
): Promise<MetadefNamespace[]> {
  const names = await listNames(ports, cloudId, signal)
  const found: MetadefNamespace[] = []
  for (let start = 0; start < names.length; start += atOnce) {
    const some = names.slice(start, start + atOnce)
    found.push(...(await Promise.all(some.map((name) => showNamespace(ports, cloudId, name, signal)))))
  }
  return found
}

async function listNames(ports: ImageServicePorts, cloudId: string, signal: AbortSignal): Promise<string[]> {
  const names: string[] = []
  const query = new URLSearchParams({ resource_types: resourceType, limit: String(pageSize) })
  for (;;) {
    const path = `/v2/metadefs/namespaces?${query.toString()}`
    const answer = await callImageService(ports, callOf(cloudId, path), signal)
    const { namespaces } = parseAnswer(wirePage, answer)
    names.push(...namespaces.map(({ namespace }) => namespace))
    const last = namespaces.at(-1)
    if (!last || namespaces.length < pageSize) return names
    query.set('marker', last.namespace)
  }
}

async function showNamespace(
  ports: ImageServicePorts,
  cloudId: string,
  name: string,
  signal: AbortSignal,
): Promise<MetadefNamespace> {
  const query = new URLSearchParams({ resource_type: resourceType })
  const path = `/v2/metadefs/namespaces/${encodeURIComponent(name)}?${query.toString()}`
  const wire = parseAnswer(wireNamespace, await callImageService(ports, callOf(cloudId, path), signal))
  const groups = wire.objects.flatMap(({ name: group, properties }) => toProperties(properties, group))
  return {
    name: wire.namespace,
    title: wire.display_name || wire.namespace,
    description: wire.description ?? null,
    visibility: wire.visibility,
    isProtected: wire.protected,
    owner: wire.owner ?? null,
    properties: [...toProperties(wire.properties, null), ...groups],
    objects: wire.objects.map((object) => ({ name: object.name, description: object.description || null })),
    tags: wire.tags.map((tag) => tag.name),
    resourceTypes: wire.resource_type_associations.map((type) => ({
      name: type.name,
      prefix: type.prefix ?? '',
    })),
  }
}

function callOf(cloudId: string, path: string) {
  return {
    verb: 'probe',
    part: 'metadefs',
    origin: 'images',
    cloudId,
    imageId: null,
    method: 'GET',
    path,
  } as const
}

const scalar = z.union([z.string(), z.number(), z.boolean()])

/** JSON schema, as far as Glance lets a property use it. The choices of an array are those of its items. */
const wireProperty = z.object({
  title: z.string().default(''),
  description: z.string().nullish(),
  type: z.string().default('string'),
  enum: z.array(scalar).default([]),
  items: z.object({ enum: z.array(scalar).default([]) }).nullish(),
  default: z
    .union([scalar, z.array(scalar)])
    .nullish()
    .catch(null),
  minimum: z.number().nullish(),
  maximum: z.number().nullish(),
  minLength: z.int().nullish(),
  maxLength: z.int().nullish(),
  pattern: z.string().nullish(),
  operators: z.array(z.string()).default([]),
  readonly: z.boolean().default(false),
})
const wireProperties = z.record(z.string().min(1), wireProperty).default({})

const wirePage = z.object({ namespaces: z.array(z.object({ namespace: z.string().min(1) })) })
const wireNamespace = z.object({
  namespace: z.string().min(1),
  display_name: z.string().nullish(),
  description: z.string().nullish(),
  visibility: z.string().default('private'),
  protected: z.boolean().default(false),
  owner: z.string().nullish(),
  properties: wireProperties,
  objects: z
    .array(z.object({ name: z.string(), description: z.string().nullish(), properties: wireProperties }))
    .default([]),
  tags: z.array(z.object({ name: z.string() })).default([]),
  resource_type_associations: z
    .array(z.object({ name: z.string(), prefix: z.string().nullish() }))
    .default([]),
})

function toProperties(wire: z.infer<typeof wireProperties>, group: string | null): MetadefProperty[] {
  return Object.entries(wire).map(([name, property]) => ({
    name,
    title: property.title || name,
    description: property.description || null,
    type: property.type,
    choices: [...property.enum, ...(property.items?.enum ?? [])].map(String),
    default: asText(property.default),
    minimum: property.minimum ?? null,
    maximum: property.maximum ?? null,
    minLength: property.minLength ?? null,
    maxLength: property.maxLength ?? null,
    pattern: property.pattern ?? null,
    operators: property.operators,
    isReadOnly: property.readonly,
    group,
  }))
}

/** On an image a list is written with commas between. */
function asText(value: z.infer<typeof wireProperty>['default']): string | null {
  if (value === undefined || value === null) return null
  return Array.isArray(value) ? value.map(String).join(',') : String(value)
}
