import { type CloudSettings, cloudSettings } from '../../../../shared/model/cloud.ts'
import { CloudEntry } from './cloud-entry.ts'
import type { Section, Setting } from './config-tree.ts'
import { layerEntry } from './layer-entry.ts'
import { readEntryAuth } from './read-entry-auth.ts'
import { type PathBase, readImageEndpoint, readInterface, readTls } from './read-entry-options.ts'

export interface ReadEntry {
  readonly cloud: {
    readonly settings: Omit<CloudSettings, 'colour' | 'isProtected'>
    readonly secret: string | null
    readonly regionNames: readonly string[]
  } | null
  readonly problems: CloudEntry['problems']
}

export interface EntryContext extends PathBase {
  /** Of clouds-public.yaml, by name. */
  readonly profiles: Section
  /** Of several regions, the one to take. */
  readonly wantedRegion: string | null
}

/** Turns one entry of `clouds:` into settings, or into the problems that forbid it. */
export function readCloudEntry(name: string, whole: Setting, context: EntryContext): ReadEntry {
  const { setting, regionNames, regionName, problems } = layerEntry(whole, context)
  const entry = new CloudEntry(name, setting)
  for (const { key, reason, value, isBlocking } of problems)
    if (isBlocking) entry.block(key, reason, value)
    else entry.note(key, reason, value)
  if (entry.text('identity_api_version')?.startsWith('2'))
    entry.block('identity_api_version', 'identity-version')
  if (entry.isBlocked) return { cloud: null, problems: entry.problems }

  for (const key of entry.unknownAuthKeys()) entry.note(key, 'key-unknown')
  const read = readEntryAuth(entry)
  const authUrl = entry.need('auth_url')?.replaceAll('{region_name}', regionName ?? '')
  const parsed = settingsOfFile.safeParse({
    name,
    authUrl,
    auth: read?.auth,
    regionName: entry.text('image_region_name') ?? regionName,
    interface: readInterface(entry),
    imageEndpoint: readImageEndpoint(entry),
    ...readTls(entry, context),
  })
  for (const { path } of parsed.error?.issues ?? []) {
    if (path[0] === 'name') entry.block('name', 'name-invalid')
    if (path[0] === 'authUrl' && authUrl !== undefined) entry.block('auth_url', 'not-a-url')
  }
  if (!read || !parsed.success || entry.isBlocked) return { cloud: null, problems: entry.problems }
  return { cloud: { settings: parsed.data, secret: read.secret, regionNames }, problems: entry.problems }
}

const settingsOfFile = cloudSettings.omit({ colour: true, isProtected: true })
