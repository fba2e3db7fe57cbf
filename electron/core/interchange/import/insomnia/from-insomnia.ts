import * as z from 'zod'

import type {
  Imported,
  ImportedCookie,
  ImportedEnvironment,
  ImportedFolder,
  ImportedItem,
} from '../imported.ts'
import { folderOf } from '../imported.ts'
import { deepestFolder, type ImportContext } from '../import-context.ts'
import { anything, entries, flag, isObject, list, text, textOf } from '../lenient.ts'
import { insomniaAuth, insomniaDraft, insomniaRequest, insomniaVariables } from './insomnia-request.ts'

const resource = z.looseObject({ _id: text, _type: text, parentId: text, name: text, description: text })
type Resource = z.output<typeof resource>

const cookie = z.object({
  key: text,
  value: text,
  domain: text,
  path: text,
  expires: anything,
  secure: flag(false),
  httpOnly: flag(false),
})

/** Version 4: one flat list of resources that name their parents. */
export function fromInsomnia4(
  data: Record<string, unknown>,
  context: ImportContext,
): Omit<Imported, 'notes'> {
  const resources = list(resource).parse(data['resources'])
  const ofType = (type: string) => resources.filter((each) => each['_type'] === type)
  const byParent = grouped(resources)
  const workspaces = ofType('workspace')
  const known = new Set(resources.map((each) => each['_id']))
  const roots = workspaces.map((each) => each['_id'])
  const orphans = resources.filter(({ parentId, ...each }) => isItem(each['_type']) && !known.has(parentId))
  const items = [...roots.flatMap((id) => byParent.get(id) ?? []), ...orphans]
  const environments = ofType('environment')
  return {
    format: 'insomnia-4',
    root: {
      ...folderOf(
        workspaces[0]?.name || 'Insomnia',
        items.flatMap((each) => itemsOf(each, byParent, context)),
      ),
      docs: workspaces[0]?.description ?? '',
    },
    environments: environments.map((each) => ({
      name: each.name,
      variables: insomniaVariables(each['data'], context),
    })),
    cookies: ofType('cookie_jar').flatMap((jar) => cookiesOf(jar['cookies'])),
  }
}

function grouped(resources: readonly Resource[]): Map<string, Resource[]> {
  const groups = new Map<string, Resource[]>()
  for (const each of resources) {
    const group = groups.get(each.parentId)
    if (group) group.push(each)
    else groups.set(each.parentId, [each])
  }
  return groups
}

function isItem(type: string): boolean {
  return /^(?:request|request_group|grpc_request|websocket_request|socketio_request)$/.test(type)
}

function itemsOf(each: Resource, byParent: Map<string, Resource[]>, context: ImportContext): ImportedItem[] {
  if (!isItem(each['_type'])) return []
  const inside = context.inside(each.name)
  if (context.depth > deepestFolder) {
    context.note('item-unreadable', each.name)
    return []
  }
  if (each['_type'] === 'request_group') {
    const children = byParent.get(each['_id']) ?? []
    // Taken once: a file whose folders hold each other must not go on for ever.
    byParent.delete(each['_id'])
    const items = children.flatMap((child) => itemsOf(child, byParent, inside))
    return [{ kind: 'folder', folder: folderFrom(each, items, inside) }]
  }
  if (each['_type'] !== 'request') {
    inside.note('kind-left-out', each['_type'].replace('_request', ''))
    return []
  }
  return [{ kind: 'request', draft: insomniaDraft(insomniaRequest.parse(each), inside) }]
}

function folderFrom(
  each: Record<string, unknown>,
  items: readonly ImportedItem[],
  context: ImportContext,
): ImportedFolder {
  return {
    name: textOf(each['name']),
    docs: textOf(each['description']),
    headers: insomniaRequest.shape.headers
      .parse(each['headers'])
      .map(({ name, value, disabled }) => ({ name, value, isEnabled: !disabled })),
    auth: insomniaAuth(entries.parse(each['authentication']), context),
    variables: insomniaVariables(each['environment'], context),
    items,
  }
}

/** Version 5: one document that holds its children. */
export function fromInsomnia5(
  data: Record<string, unknown>,
  context: ImportContext,
): Omit<Imported, 'notes'> {
  const environments = isObject(data['environments']) ? data['environments'] : {}
  const subs: unknown[] = Array.isArray(environments['subEnvironments'])
    ? environments['subEnvironments']
    : []
  const all = [environments, ...subs].filter(isObject).filter((each) => 'data' in each || 'name' in each)
  const jar = isObject(data['cookieJar']) ? data['cookieJar'] : {}
  if (Array.isArray(data['certificates']))
    for (const _ of data['certificates']) context.note('certificate-left-out', '')
  const children: unknown[] = Array.isArray(data['collection']) ? data['collection'] : []
  return {
    format: 'insomnia-5',
    root: folderOf(
      textOf(data['name']) || 'Insomnia',
      children.flatMap((child) => childOf(child, context)),
    ),
    environments: all.map(
      (each): ImportedEnvironment => ({
        name: textOf(each['name']) || 'Base Environment',
        variables: insomniaVariables(each['data'], context),
      }),
    ),
    cookies: cookiesOf(jar['cookies']),
  }
}

function childOf(child: unknown, context: ImportContext): ImportedItem[] {
  if (!isObject(child) || context.depth > deepestFolder) {
    context.note('item-unreadable', '')
    return []
  }
  const inside = context.inside(textOf(child['name']))
  const meta = isObject(child['meta']) ? child['meta'] : {}
  const described = { ...child, description: meta['description'] ?? child['description'] }
  if (Array.isArray(child['children'])) {
    const items = child['children'].flatMap((each: unknown) => childOf(each, inside))
    return [{ kind: 'folder', folder: folderFrom(described, items, inside) }]
  }
  if (typeof child['method'] !== 'string') {
    inside.note('kind-left-out', textOf(meta['id']).split('_')[0] ?? '')
    return []
  }
  return [{ kind: 'request', draft: insomniaDraft(insomniaRequest.parse(described), inside) }]
}

function cookiesOf(given: unknown): ImportedCookie[] {
  return list(cookie)
    .parse(given)
    .map(({ key, value, domain, path, expires, secure, httpOnly }) => {
      const at = Date.parse(textOf(expires))
      const expiresAtMs = Number.isNaN(at) ? null : at
      return {
        name: key,
        value,
        domain,
        path: path === '' ? '/' : path,
        expiresAtMs,
        isSecure: secure,
        isHttpOnly: httpOnly,
      }
    })
}
