import { AppError } from '../../../../shared/errors.ts'
import type { CloudColour, CloudSettings } from '../../../../shared/model/cloud.ts'
import {
  type CloudsFileKind,
  type CloudsFileProblem,
  cloudsFileNames,
} from '../../../../shared/model/clouds-file.ts'
import type { CloudsFileTexts } from '../../core.ts'
import { unusedColour } from '../unused-colour.ts'
import { isSection, mergeSections, readConfigTree, type Section, type Setting } from './config-tree.ts'
import { type EntryContext, readCloudEntry } from './read-cloud-entry.ts'
import { isOpenrc, openrcName, readOpenrc } from './read-openrc.ts'

export interface FoundCloud {
  readonly settings: CloudSettings
  readonly secret: string | null
  readonly regionNames: readonly string[]
}

export interface ReadClouds {
  readonly clouds: readonly FoundCloud[]
  readonly problems: readonly CloudsFileProblem[]
}

export interface ReadingContext extends Omit<EntryContext, 'profiles'> {
  readonly coloursInUse: readonly CloudColour[]
}

/**
 * Reads a clouds.yaml with its secure.yaml merged over it and the profiles of clouds-public.yaml under it, by the rules
 * of openstacksdk's loader; or an openrc, which is parsed and never executed. A cloud that cannot be used as it is
 * written is left out, and a problem says why. Throws CLOUDS_FILE_INVALID.
 */
export function readCloudsFile(texts: CloudsFileTexts, context: ReadingContext): ReadClouds {
  const profiles = texts.publicText === null ? new Map() : readProfiles(texts.publicText)
  if (isOpenrc(texts.text)) {
    const { setting, problems } = readOpenrc(texts.text)
    const read = readEntries(new Map([[openrcName(setting), setting]]), profiles, context)
    return { ...read, problems: [...problems, ...read.problems] }
  }
  const root = readConfigTree(texts.text, 'clouds')
  const found = sectionOf(root, 'clouds')
  if (!found) {
    const file = cloudsFileNames.clouds
    throw new AppError('CLOUDS_FILE_INVALID', { file, line: root.line, reason: 'no-clouds', name: null })
  }
  const secure = texts.secureText === null ? new Map() : readSection(texts.secureText, 'secure')
  return readEntries(mergeSections(found, secure), profiles, context)
}

/** Reads entries that were found, each with a colour of its own. */
export function readEntries(entries: Section, profiles: Section, context: ReadingContext): ReadClouds {
  const clouds: FoundCloud[] = []
  const problems: CloudsFileProblem[] = []
  const colours = [...context.coloursInUse]
  for (const [name, entry] of entries) {
    const read = readCloudEntry(name, entry, { ...context, profiles })
    problems.push(...read.problems.slice(0, mostProblems))
    if (!read.cloud) continue
    const colour = unusedColour(colours)
    colours.push(colour)
    const { settings, ...rest } = read.cloud
    clouds.push({ ...rest, settings: { ...settings, colour, isProtected: false } })
  }
  return { clouds, problems }
}

/** The `clouds:` of a file; none where the file has no such section. Throws CLOUDS_FILE_INVALID. */
export function readSection(text: string, file: CloudsFileKind): Section {
  return sectionOf(readConfigTree(text, file), 'clouds') ?? new Map()
}

/** The `public-clouds:` of a clouds-public.yaml. Throws CLOUDS_FILE_INVALID. */
export function readProfiles(text: string): Section {
  return sectionOf(readConfigTree(text, 'public'), 'public-clouds') ?? new Map()
}

/** Of one cloud: a file of another kind would give one for each of its lines. */
const mostProblems = 20

function sectionOf(root: Setting, name: string): Section | null {
  const found = isSection(root.value) ? root.value.get(name)?.value : null
  return isSection(found)
    ? new Map([...found].map(([key, one]) => [key, { ...one, value: plainKeys(one.value) }]))
    : null
}

/** `-` and `_` mean the same in a key. */
function plainKeys(value: Setting['value']): Setting['value'] {
  if (Array.isArray(value)) return value.map((item: Setting) => ({ ...item, value: plainKeys(item.value) }))
  if (!isSection(value)) return value
  return new Map(
    [...value].map(([key, one]) => [key.replaceAll('-', '_'), { ...one, value: plainKeys(one.value) }]),
  )
}
