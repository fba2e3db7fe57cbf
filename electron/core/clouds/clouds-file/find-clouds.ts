import { readFile } from 'node:fs/promises'
import { join } from 'node:path'

import type { CloudColour } from '../../../../shared/model/cloud.ts'
import type { CloudsFileKind, CloudsFileProblem } from '../../../../shared/model/clouds-file.ts'
import { mergeSections, type Section, type Setting } from './config-tree.ts'
import { type ReadClouds, readEntries, readProfiles, readSection } from './read-clouds-file.ts'

/** What the command line of this machine knows of where it is. */
export interface Machine {
  readonly env: Readonly<Record<string, string | undefined>>
  readonly cwd: string
  readonly home: string
  readonly platform: NodeJS.Platform
}

export interface FoundClouds extends ReadClouds {
  /** The files that were read. */
  readonly files: readonly FoundFile[]
  /** What is taken when no cloud is named: OS_CLOUD, else the OS_* variables themselves, else the only one there is. */
  readonly defaultName: string | null
}

export interface FoundFile {
  readonly kind: CloudsFileKind
  readonly path: string
}

/**
 * Finds the clouds of this machine as openstacksdk does: of each kind of file the first that can be read, secure.yaml
 * merged over clouds.yaml, profiles of clouds-public.yaml under it, and the OS_* variables as a cloud of their own.
 * Throws CLOUDS_FILE_INVALID.
 */
export async function findClouds(
  machine: Machine,
  signal: AbortSignal,
  coloursInUse: readonly CloudColour[] = [],
): Promise<FoundClouds> {
  const { env, cwd, home } = machine
  const folders = searchPath(machine)
  const [clouds, secure, profiles] = await Promise.all([
    readFirst('clouds', env['OS_CLIENT_CONFIG_FILE'], folders, signal),
    readFirst('secure', env['OS_CLIENT_SECURE_FILE'], folders, signal),
    readFirst('public', undefined, folders, signal),
  ])
  const entries = new Map(mergeSections(sectionIn(clouds), sectionIn(secure)))
  const problems: CloudsFileProblem[] = [clouds, secure, profiles].flatMap((one) => one.problems)
  const ofEnvironment = environmentEntry(env)
  const environmentName = env['OS_CLOUD_NAME'] || 'envvars'
  if (ofEnvironment && entries.has(environmentName)) problems.push(nameTaken(environmentName))
  else if (ofEnvironment) entries.set(environmentName, ofEnvironment)

  const wantedRegion = env['OS_REGION_NAME'] || null
  const context = { cwd, home, wantedRegion, coloursInUse }
  const read = readEntries(entries, profiles.text === null ? new Map() : readProfiles(profiles.text), context)
  const only = entries.size === 1 ? [...entries.keys()][0] : undefined
  return {
    clouds: read.clouds,
    problems: [...problems, ...read.problems],
    files: [clouds, secure, profiles].flatMap(({ kind, path }) => (path === null ? [] : [{ kind, path }])),
    defaultName: env['OS_CLOUD'] || (ofEnvironment ? environmentName : (only ?? null)),
  }
}

interface ReadText {
  readonly kind: 'clouds' | 'secure' | 'public'
  readonly path: string | null
  readonly text: string | null
  readonly problems: CloudsFileProblem[]
}

const fileNames = { clouds: 'clouds', secure: 'secure', public: 'clouds-public' } as const

/** A file that may not be read is passed over, as the loader does, and told. */
async function readFirst(
  kind: ReadText['kind'],
  named: string | undefined,
  folders: readonly string[],
  signal: AbortSignal,
): Promise<ReadText> {
  const problems: CloudsFileProblem[] = []
  const usual = folders.flatMap((folder) =>
    ['.yaml', '.yml', '.json'].map((ending) => join(folder, fileNames[kind] + ending)),
  )
  for (const path of named ? [named, ...usual] : usual) {
    try {
      return { kind, path, text: await readFile(path, { encoding: 'utf8', signal }), problems }
    } catch (error) {
      signal.throwIfAborted()
      const { code } = error as NodeJS.ErrnoException
      if (code !== 'ENOENT' && code !== 'ENOTDIR') problems.push(unreadable(kind, path))
    }
  }
  return { kind, path: null, text: null, problems }
}

function sectionIn({ kind, text }: ReadText): Section {
  return text === null ? new Map() : readSection(text, kind)
}

/** Where the loader looks, in its order (openstacksdk, "Configuration"; platformdirs for the other systems). */
function searchPath({ env, cwd, home, platform }: Machine): string[] {
  const usual = [join(home, '.config', 'openstack'), '/etc/openstack']
  const [own, site] = ownAndSite(env, home, platform)
  return [...new Set([cwd, own, usual[0]!, site, usual[1]!])]
}

function ownAndSite(env: Machine['env'], home: string, platform: NodeJS.Platform): [string, string] {
  if (platform === 'darwin')
    return [join(home, 'Library/Application Support/openstack'), '/Library/Application Support/openstack']
  if (platform === 'win32') {
    const local = env['LOCALAPPDATA'] || join(home, 'AppData', 'Local')
    const common = env['ProgramData'] || 'C:\\ProgramData'
    return [join(local, 'OpenStack', 'openstack'), join(common, 'OpenStack', 'openstack')]
  }
  const [firstSite] = (env['XDG_CONFIG_DIRS'] || '/etc/xdg').split(':')
  return [join(env['XDG_CONFIG_HOME'] || join(home, '.config'), 'openstack'), join(firstSite!, 'openstack')]
}

/** The OS_* variables as an entry; null where there are none but those that choose among the others. */
function environmentEntry(env: Machine['env']): Setting | null {
  const names = Object.keys(env).filter((name) => /^OS_(?!TEST|STD|LOG)/.test(name))
  if (names.every((name) => selectors.has(name))) return null
  const options = names.map(
    (name) => [name.slice(3).toLowerCase(), { file, line: null, value: env[name] ?? null }] as const,
  )
  // OS_CLOUD chooses; as a key of this entry it would name a profile.
  return { file, line: null, value: new Map(options.filter(([key]) => key !== 'cloud')) }
}

const file = 'environment'
const selectors = new Set([
  'OS_CLOUD',
  'OS_REGION_NAME',
  'OS_CLIENT_CONFIG_FILE',
  'OS_CLIENT_SECURE_FILE',
  'OS_CLOUD_NAME',
])

function nameTaken(cloudName: string): CloudsFileProblem {
  const where = { file, cloudName, key: 'OS_CLOUD_NAME', line: null } as const
  return { ...where, reason: 'name-of-environment', value: cloudName, isBlocking: true }
}

function unreadable(kind: CloudsFileKind, path: string): CloudsFileProblem {
  const where = { file: kind, cloudName: null, key: path, line: null } as const
  return { ...where, reason: 'unreadable', value: null, isBlocking: false }
}
