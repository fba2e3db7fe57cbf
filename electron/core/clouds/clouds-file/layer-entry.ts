import type { CloudsFileProblemReason } from '../../../../shared/model/clouds-file.ts'
import { isSection, mergeSections, type Section, type Setting } from './config-tree.ts'

interface LayerProblem {
  readonly key: string
  readonly reason: CloudsFileProblemReason
  readonly value: string
  readonly isBlocking: boolean
}

/** An entry with all that belongs to it in one section, and what was found wrong on the way. */
export interface LayeredEntry {
  readonly setting: Setting
  readonly regionNames: readonly string[]
  readonly regionName: string | null
  readonly problems: readonly LayerProblem[]
}

/**
 * Lays an entry over the profile it names, and the values of its region over both (openstacksdk, "config/loader.py"). Of
 * several regions the wanted one is taken, else the first.
 */
export function layerEntry(
  entry: Setting,
  { profiles, wantedRegion }: { profiles: Section; wantedRegion: string | null },
): LayeredEntry {
  const own = isSection(entry.value) ? entry.value : new Map<string, Setting>()
  const problems: LayerProblem[] = []
  const key = own.has('profile') ? 'profile' : 'cloud'
  const named = own.get(key)?.value
  const profile = typeof named === 'string' ? profiles.get(named)?.value : undefined
  if (typeof named === 'string' && !isSection(profile))
    problems.push({ key, reason: 'profile-unknown', value: named, isBlocking: false })
  if (typeof named === 'string' && isSection(profile) && profile.get('status')?.value === 'shutdown')
    problems.push({ key, reason: 'profile-shutdown', value: named, isBlocking: true })

  const section = isSection(profile) ? over(profile, own) : own
  const regions = regionsOf(section)
  const region = wantedRegion === null ? regions[0] : regions.find(({ name }) => name === wantedRegion)
  if (wantedRegion !== null && regions.length > 0 && !region)
    problems.push({ key: 'region_name', reason: 'region-unknown', value: wantedRegion, isBlocking: true })
  if (section.has('regions') && regions.length === 0)
    problems.push({ key: 'regions', reason: 'region-invalid', value: '', isBlocking: false })
  return {
    setting: { ...entry, value: region ? over(section, region.values) : section },
    regionNames: regions.map(({ name }) => name),
    regionName: region?.name ?? wantedRegion,
    problems,
  }
}

/** One level deep but for `auth`, whose keys are laid over each other one by one. */
function over(under: Section, upper: Section): Section {
  const merged = new Map([...under, ...upper])
  const [before, after] = [under.get('auth'), upper.get('auth')]
  if (before && after && isSection(before.value) && isSection(after.value))
    merged.set('auth', { ...after, value: mergeSections(before.value, after.value) })
  return merged
}

interface Region {
  readonly name: string
  readonly values: Section
}

function regionsOf(section: Section): Region[] {
  const value = (section.get('regions') ?? section.get('region_name'))?.value
  const list = typeof value === 'string' ? value.split(',') : Array.isArray(value) ? value : []
  return list.flatMap((item: string | Setting) => regionOf(typeof item === 'string' ? item : item.value))
}

function regionOf(value: Setting['value']): Region[] {
  if (typeof value === 'string') return value.trim() ? [{ name: value.trim(), values: new Map() }] : []
  const name = isSection(value) ? value.get('name')?.value : null
  const values = isSection(value) ? value.get('values')?.value : null
  return typeof name === 'string' ? [{ name, values: isSection(values) ? values : new Map() }] : []
}
