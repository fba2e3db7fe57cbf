import type {
  Imported,
  ImportedEnvironment,
  ImportedFolder,
  ImportedItem,
  ImportedVariable,
} from '../imported.ts'
import { folderOf } from '../imported.ts'
import { deepestFolder, type ImportContext } from '../import-context.ts'
import { isObject, textOf } from '../lenient.ts'
import { variableName, withPlainNames } from '../variable-names.ts'
import { postmanAuthOf } from './postman-auth.ts'
import { postmanDraft } from './postman-request.ts'
import { type PostmanItem, postmanEnvironment, postmanItem } from './postman-schema.ts'

/** A collection of version 2.0 or 2.1. */
export function fromPostman(data: Record<string, unknown>, context: ImportContext): Omit<Imported, 'notes'> {
  return { format: 'postman', root: collectionOf(data, context), environments: [], cookies: [] }
}

/** An exported environment, or the globals. */
export function fromPostmanEnvironment(data: Record<string, unknown>): Omit<Imported, 'notes'> {
  const environment = environmentOf(data)
  const root = folderOf(environment.name, [])
  return { format: 'postman-environment', root, environments: [environment], cookies: [] }
}

/** Everything of an account in one file: collections, environments and globals. */
export function fromPostmanDump(
  data: Record<string, unknown>,
  context: ImportContext,
): Omit<Imported, 'notes'> {
  const collections = objectsIn(data['collections'])
  const folders = collections.map((collection): ImportedItem => {
    const isOld = !isObject(collection['info'])
    return {
      kind: 'folder',
      folder: isOld ? oldCollection(collection, context) : collectionOf(collection, context),
    }
  })
  const globals =
    Array.isArray(data['globals']) && data['globals'].length > 0
      ? [{ name: 'Globals', values: data['globals'] }]
      : []
  return {
    format: 'postman-dump',
    root: folderOf('Postman', folders),
    environments: [...objectsIn(data['environments']), ...globals].map(environmentOf),
    cookies: [],
  }
}

function objectsIn(value: unknown): Record<string, unknown>[] {
  return Array.isArray(value) ? value.filter(isObject) : []
}

function collectionOf(data: Record<string, unknown>, context: ImportContext): ImportedFolder {
  const info = isObject(data['info']) ? data['info'] : {}
  const name = textOf(info['name']) || 'Postman'
  return folderFrom(postmanItem.parse({ ...data, name, description: info['description'] }), context)
}

function folderFrom(item: PostmanItem, context: ImportContext): ImportedFolder {
  noteScripts(item, context)
  return {
    name: item.name,
    docs: item.description,
    headers: [],
    auth: postmanAuthOf(item.auth, context),
    variables: item.variable.map(variableOf),
    items: (item.item ?? []).flatMap((child) => itemsOf(child, context)),
  }
}

function itemsOf(given: unknown, context: ImportContext): ImportedItem[] {
  const read = postmanItem.safeParse(given)
  if (!read.success || context.depth > deepestFolder) {
    context.note('item-unreadable', isObject(given) ? textOf(given['name']) : '')
    return []
  }
  const item = read.data
  const inside = context.inside(item.name)
  if (item.item) return [{ kind: 'folder', folder: folderFrom(item, inside) }]
  noteScripts(item, inside)
  if (item.response.length > 0) inside.note('answers-left-out', String(item.response.length))
  for (const [setting] of item.protocolProfileBehavior) inside.note('setting-left-out', setting)
  return [{ kind: 'request', draft: postmanDraft(item.name, item.request, inside) }]
}

function noteScripts({ event }: PostmanItem, context: ImportContext): void {
  for (const { listen, script } of event) {
    const lines =
      script && Array.isArray(script.exec) ? script.exec.map(textOf).join('') : textOf(script?.exec)
    if (lines.trim() !== '') context.note('script-left-out', listen)
  }
}

function variableOf(held: PostmanItem['variable'][number]): ImportedVariable {
  return {
    name: variableName(held.key || held.id),
    value: withPlainNames(held.value),
    isSecret: held.type === 'secret',
    isEnabled: !held.disabled,
  }
}

function environmentOf(data: unknown): ImportedEnvironment {
  const { name, values } = postmanEnvironment.parse(data)
  return {
    name: name || 'Globals',
    variables: values.map(({ key, value, enabled, type }) => ({
      name: variableName(key),
      value: withPlainNames(value),
      isSecret: type === 'secret',
      isEnabled: enabled,
    })),
  }
}

/** Version 1: requests in one list, and folders that name them. */
function oldCollection(data: Record<string, unknown>, context: ImportContext): ImportedFolder {
  const name = textOf(data['name']) || 'Postman'
  const inside = context.inside(name)
  const items = objectsIn(data['requests']).map((request): ImportedItem => {
    const mode = textOf(request['dataMode'])
    const rows = Array.isArray(request['data']) ? request['data'] : []
    const body = {
      mode: { params: 'formdata', urlencoded: 'urlencoded', binary: 'file', raw: 'raw' }[mode] ?? '',
      raw: request['rawModeData'],
      urlencoded: rows,
      formdata: rows,
    }
    const title = textOf(request['name']) || textOf(request['url'])
    const given = { ...request, header: request['headers'], body }
    return { kind: 'request', draft: postmanDraft(title, given, inside.inside(title)) }
  })
  return { ...folderOf(name, items), docs: textOf(data['description']) }
}
