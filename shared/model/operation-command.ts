import type { ImageChange } from './image-change.ts'
import type { ImportTarget } from './image-import.ts'
import type { ImageOperation } from './image-operation.ts'
import { changesOf } from './wire-call.ts'

/**
 * A line for a POSIX shell that does the same with the `openstack` client, or with `glance` where only that can; null
 * where neither has options for it.
 */
export function operationCommand(operation: ImageOperation, imageId: string): string | null {
  const commands =
    operation.action === 'update' ? updating(operation.changes, imageId) : [one(operation, imageId)]
  return commands && commands.map((words) => words.map(quoted).join(' ')).join(' && ')
}

function one(operation: Exclude<ImageOperation, { action: 'update' }>, id: string): string[] {
  const set = (...options: string[]) => ['openstack', 'image', 'set', ...options, id]
  switch (operation.action) {
    case 'show':
    case 'delete':
      return ['openstack', 'image', operation.action, id]
    case 'download':
      return ['openstack', 'image', 'save', '--file', `${id}.img`, id]
    case 'deactivate':
      return set('--deactivate')
    case 'reactivate':
      return set('--activate')
    case 'set-visibility':
    case 'set-protected':
    case 'set-hidden':
    case 'set-formats':
      return set(...changesOf(operation).flatMap((change) => setOption(change) ?? []))
    case 'add-tag':
      return set(...option('--tag', operation.tag))
    case 'remove-tag':
      return ['openstack', 'image', 'unset', ...option('--tag', operation.tag), id]
    case 'share':
      return ['openstack', 'image', 'add', 'project', id, operation.projectId]
    case 'unshare':
      return ['openstack', 'image', 'remove', 'project', id, operation.projectId]
    case 'set-member-status':
      return set('--project', operation.projectId, memberOptions[operation.status])
    case 'upload':
    case 'stage':
    case 'import-staged':
    case 'import-from-web':
    case 'import-from-cloud':
    case 'copy-to-stores':
    case 'delete-from-store':
    case 'queue-for-cache':
    case 'delete-from-cache':
      return ['glance', ...glanceWords(operation, id)]
  }
}

const memberOptions = { accepted: '--accept', rejected: '--reject', pending: '--pending' } as const

type GlanceOperation = Extract<
  ImageOperation,
  {
    action:
      | 'upload'
      | 'stage'
      | 'import-staged'
      | 'import-from-web'
      | 'import-from-cloud'
      | 'copy-to-stores'
      | 'delete-from-store'
      | 'queue-for-cache'
      | 'delete-from-cache'
  }
>

/** `openstack` has some of these too, but only in releases that are newer than most clouds. */
function glanceWords(operation: GlanceOperation, id: string): string[] {
  const importing = (method: string, target: ImportTarget | null, ...options: string[]) => [
    'image-import',
    '--import-method',
    method,
    ...options,
    ...targetOptions(target),
    id,
  ]
  switch (operation.action) {
    case 'upload': {
      const store = operation.store === null ? [] : ['--store', operation.store]
      return ['image-upload', '--file', 'FILE', ...store, id]
    }
    case 'stage':
      return ['image-stage', '--file', 'FILE', id]
    case 'import-staged':
      return importing('glance-direct', operation.target)
    case 'import-from-web':
      return importing('web-download', operation.target, ...option('--uri', operation.uri))
    case 'import-from-cloud': {
      const { regionName, sourceImageId, target } = operation
      const from = ['--remote-region', regionName, '--remote-image-id', sourceImageId]
      return importing('glance-download', target, ...from)
    }
    case 'copy-to-stores':
      return importing('copy-image', operation.target)
    case 'delete-from-store':
      return ['stores-delete', '--store', operation.store, id]
    case 'queue-for-cache':
      return ['cache-queue', id]
    case 'delete-from-cache':
      return ['cache-delete', id]
  }
}

function targetOptions(target: ImportTarget | null): string[] {
  if (target === null) return []
  const where = 'stores' in target ? ['--stores', target.stores.join(',')] : ['--all-stores', 'True']
  const must = target.allMustSucceed
  return must === undefined ? where : [...where, '--allow-failure', must ? 'False' : 'True']
}

const optionOf: Readonly<Record<string, string>> = {
  name: '--name',
  min_disk: '--min-disk',
  min_ram: '--min-ram',
  disk_format: '--disk-format',
  container_format: '--container-format',
  owner: '--project',
}

/** `set` cannot remove and `unset` cannot set, so both may be needed; neither can replace all tags or take a name away. */
function updating(changes: readonly ImageChange[], id: string): string[][] | null {
  const removed = changes.filter((change) => change.op === 'remove')
  const options = changes.filter((change) => change.op !== 'remove').map(setOption)
  if (options.includes(null)) return null
  const unset = removed.flatMap(({ name }) => option('--property', name))
  const set = options.flatMap((words) => words ?? [])
  return [
    ...(set.length > 0 ? [['openstack', 'image', 'set', ...set, id]] : []),
    ...(unset.length > 0 ? [['openstack', 'image', 'unset', ...unset, id]] : []),
  ]
}

function setOption(change: ImageChange): string[] | null {
  if (change.op === 'remove') return null
  const { name, value } = change
  if (value === null || Array.isArray(value)) return null
  if (name === 'visibility') return [`--${String(value)}`]
  if (name === 'protected') return [value === true ? '--protected' : '--unprotected']
  if (name === 'os_hidden') return [value === true ? '--hidden' : '--unhidden']
  const known = Object.hasOwn(optionOf, name) ? optionOf[name] : undefined
  return known ? option(known, String(value)) : option('--property', `${name}=${String(value)}`)
}

/** A value that begins like an option is tied to its own. */
function option(name: string, value: string): string[] {
  return value.startsWith('-') ? [`${name}=${value}`] : [name, value]
}

function quoted(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`
}
