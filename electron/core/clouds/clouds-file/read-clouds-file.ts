import type { CloudColour, CloudSettings, CloudsFileProblem } from '../../../../shared/model/cloud.ts'
import { AppError } from '../../../../shared/errors.ts'
import type { CloudsFileTexts } from '../../core.ts'
import { isSection, mergeSections, readConfigTree, type Section, type Setting } from './config-tree.ts'
import { readCloudEntry } from './read-cloud-entry.ts'
import { unusedColour } from '../unused-colour.ts'

export interface FoundCloud {
  readonly settings: CloudSettings
  readonly secret: string | null
}

/**
 * Reads a clouds.yaml with its secure.yaml merged over it, by the rules of openstacksdk's loader. A cloud that cannot be
 * used as it is written is left out, and a problem says why. Throws CLOUDS_FILE_INVALID.
 */
export function readCloudsFile(
  { text, secureText }: CloudsFileTexts,
  coloursInUse: readonly CloudColour[],
): { clouds: FoundCloud[]; problems: CloudsFileProblem[] } {
  const root = readConfigTree(text, { hasLines: true })
  const found = cloudsOf(root)
  if (!found)
    throw new AppError('CLOUDS_FILE_INVALID', { line: root.line, detail: 'There is no “clouds:” section' })
  const entries = mergeSections(found, secureText === null ? new Map() : readSecure(secureText))

  const clouds: FoundCloud[] = []
  const problems: CloudsFileProblem[] = []
  const colours = [...coloursInUse]
  for (const [name, entry] of entries) {
    const read = readCloudEntry(name, entry)
    problems.push(...read.problems.slice(0, mostProblems))
    if (!read.cloud) continue
    const colour = unusedColour(colours)
    colours.push(colour)
    const { secret, ...settings } = read.cloud
    clouds.push({ settings: { ...settings, colour, isProtected: false }, secret })
  }
  return { clouds, problems }
}

/** Of one cloud: a file of another kind would give one for each of its lines. */
const mostProblems = 20

function readSecure(text: string): Section {
  try {
    return cloudsOf(readConfigTree(text, { hasLines: false })) ?? new Map()
  } catch (error) {
    if (!(error instanceof AppError) || !('detail' in error.data)) throw error
    const detail = `secure.yaml: ${error.data.detail}`
    throw new AppError('CLOUDS_FILE_INVALID', { line: null, detail }, { cause: error })
  }
}

function cloudsOf(root: Setting): Section | null {
  const clouds = isSection(root.value) ? root.value.get('clouds')?.value : null
  if (!isSection(clouds)) return null
  return new Map([...clouds].map(([name, { line, value }]) => [name, { line, value: plainKeys(value) }]))
}

/** `-` and `_` mean the same in a key. */
function plainKeys(value: Setting['value']): Setting['value'] {
  if (!isSection(value)) return value
  return new Map(
    [...value].map(([key, setting]) => [
      key.replaceAll('-', '_'),
      { line: setting.line, value: plainKeys(setting.value) },
    ]),
  )
}
