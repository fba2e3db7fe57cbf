import type * as z from 'zod'

import type { Answer } from '../wire/answer.ts'
import type { Call } from '../wire/call.ts'
import { done, json, refuse } from './image-answers.ts'
import type { ImageContext } from './image-context.ts'
import { type Namespace, now } from './metadef-catalogue.ts'
import { type metadefProperties, namespaceInput } from './metadef-input.ts'
import { readObject } from './read-json.ts'

type Params = Readonly<Record<string, string>>

/** GET /v2/metadefs/namespaces */
export function listNamespaces(call: Call, _params: Params, context: ImageContext): Answer {
  const types = call.query.get('resource_types')?.split(',') ?? null
  const marker = call.query.get('marker')
  if (marker !== null) find(call, marker, context)
  const seen = [...context.metadefs.values()].filter(
    (one) =>
      canSee(one, context) &&
      (types === null || one.resource_type_associations.some(({ name }) => types.includes(name))),
  )
  const start = marker === null ? 0 : seen.findIndex(({ namespace }) => namespace === marker) + 1
  const page = seen.slice(start, start + Number(call.query.get('limit') ?? 25))
  const query = call.query.size > 0 ? `?${call.query.toString()}` : ''
  return json(200, {
    namespaces: page.map((one) => ({ ...head(one), ...associations(one), ...links(one) })),
    schema: '/v2/schemas/metadefs/namespaces',
    first: `/v2/metadefs/namespaces${query}`,
  })
}

/** GET /v2/metadefs/namespaces/:namespace. With a resource type, names carry the prefix they have on it. */
export function showNamespace(call: Call, { namespace = '' }: Params, context: ImageContext): Answer {
  const found = find(call, namespace, context)
  const type = call.query.get('resource_type')
  const prefix = found.resource_type_associations.find(({ name }) => name === type)?.prefix ?? ''
  const own = prefixed(found.properties, prefix)
  const objects = found.objects.map((object) => ({
    name: object.name,
    required: [],
    ...(object.description === undefined ? {} : { description: object.description }),
    properties: prefixed(object.properties, prefix),
    created_at: found.createdAt,
    updated_at: found.createdAt,
    self: `/v2/metadefs/namespaces/${namespace}/objects/${object.name}`,
    schema: '/v2/schemas/metadefs/object',
  }))
  return json(200, {
    ...head(found),
    ...(found.resource_type_associations.length > 0 ? associations(found) : {}),
    ...(Object.keys(own).length > 0 ? { properties: own } : {}),
    ...(objects.length > 0 ? { objects } : {}),
    ...(found.tags ? { tags: found.tags } : {}),
    ...links(found),
  })
}

/** POST /v2/metadefs/namespaces, with all that is in it; for administrators */
export async function addNamespace(call: Call, _params: Params, context: ImageContext): Promise<Answer> {
  const parsed = namespaceInput.safeParse(await readObject(call))
  if (!context.viewer.isAdmin) {
    throw refuse(call, 403, 'You are not authorized to complete add_metadef_namespace action.')
  }
  if (!parsed.success) {
    const [issue] = parsed.error.issues
    throw refuse(call, 400, `Provided object does not match schema 'namespace': ${issue?.message ?? ''}`)
  }
  const { data } = parsed
  if (context.metadefs.has(data.namespace)) {
    throw refuse(call, 409, `The metadata definition namespace=${data.namespace} already exists.`)
  }
  const owner = data.owner ?? context.viewer.projectId ?? ''
  const added: Namespace = { ...data, owner, createdAt: now() }
  context.metadefs.set(data.namespace, added)
  const { namespace, visibility, createdAt: _, ...rest } = added
  const body = { namespace, visibility, ...rest, ...moments(added), ...links(added) }
  return json(201, body, [['Location', `${call.origin}/v2/metadefs/namespaces/${namespace}`]])
}

/** DELETE /v2/metadefs/namespaces/:namespace */
export function deleteNamespace(call: Call, { namespace = '' }: Params, context: ImageContext): Answer {
  const found = find(call, namespace, context)
  if (!context.viewer.isAdmin) {
    throw refuse(call, 403, 'You are not authorized to complete delete_metadef_namespace action.')
  }
  if (found.protected) throw refuse(call, 403, `Metadata definition namespace=${namespace} is protected.`)
  context.metadefs.delete(namespace)
  return done()
}

function find(call: Call, namespace: string, context: ImageContext): Namespace {
  const found = context.metadefs.get(namespace)
  if (found && canSee(found, context)) return found
  throw refuse(call, 404, `Metadata definition namespace=${namespace} was not found.`)
}

function canSee({ visibility, owner }: Namespace, { viewer }: ImageContext): boolean {
  return visibility === 'public' || viewer.isAdmin || owner === viewer.projectId
}

function head(one: Namespace) {
  return {
    namespace: one.namespace,
    ...(one.display_name === undefined ? {} : { display_name: one.display_name }),
    ...(one.description === undefined ? {} : { description: one.description }),
    visibility: one.visibility,
    protected: one.protected,
    owner: one.owner ?? '',
    ...moments(one),
  }
}

function associations(one: Namespace) {
  return {
    resource_type_associations: one.resource_type_associations.map((type) => ({ ...type, ...moments(one) })),
  }
}

function moments({ createdAt }: Namespace) {
  return { created_at: createdAt, updated_at: createdAt }
}

function links({ namespace }: Namespace) {
  return { self: `/v2/metadefs/namespaces/${namespace}`, schema: '/v2/schemas/metadefs/namespace' }
}

function prefixed(own: z.infer<typeof metadefProperties>, prefix: string): z.infer<typeof metadefProperties> {
  return Object.fromEntries(Object.entries(own).map(([name, property]) => [prefix + name, property]))
}
