import { resolve } from 'node:path'

import { formatBytes } from '../../../shared/format-bytes.ts'
import {
  type ImportMethod,
  importMethod,
  type ImportProgress,
  type ImportTarget,
} from '../../../shared/model/image-import.ts'
import type { CommandContext } from '../command-context.ts'
import { CommandProblem } from '../command-problem.ts'
import { exitCodes } from '../exit-code.ts'
import { findImage } from '../find-image.ts'
import { type CloudOption, type SignedIn, withCloud } from '../with-cloud.ts'
import { oneLine } from './list-images.ts'

export interface ImportOptions extends CloudOption {
  readonly method: ImportMethod['name']
  readonly uri?: string
  readonly file?: string
  readonly region?: string
  readonly sourceId?: string
  readonly store: readonly string[]
  readonly allStores: boolean
  readonly wait: boolean
  readonly json: boolean
}

/** `arclight image import IMAGE --method M`: orders it, and with `--wait` stays until the cloud is done. */
export async function importImage(
  context: CommandContext,
  wanted: string,
  options: ImportOptions,
): Promise<void> {
  const { terminal, language, signal } = context
  const method = methodOf(options)
  // An import that nobody waits for reads another region with this token, or stores with a trust from it.
  const leavesToken = !options.wait
  await withCloud(context, { ...options, leavesToken }, async (signedIn) => {
    const { core, cloudId, cloudName } = signedIn
    const { id: imageId } = await findImage(core.images, { cloudId, cloudName, wanted }, signal)
    if (options.file !== undefined) await stage(context, signedIn, imageId, options.file)
    await core.images.import({ cloudId, imageId, method, target: targetOf(options) }, signal)
    if (options.wait) return await waitForIt(context, signedIn, imageId, options.json)
    if (options.json) await terminal.out(`${JSON.stringify({ id: imageId, state: 'ordered' })}\n`)
    else terminal.tell(language.words.importOrdered(imageId))
  })
}

/** Throws when the method lacks what it needs. */
function methodOf({ method: name, uri, file, region, sourceId }: ImportOptions): ImportMethod {
  const asked = { name, uri, regionName: region, imageId: sourceId }
  const parsed = importMethod.safeParse(asked)
  const isStageable = file === undefined || name === 'glance-direct'
  if (parsed.success && isStageable) return parsed.data
  throw new CommandProblem('OPTION_INVALID', exitCodes.usage, (words) => words.importNeeds(name))
}

function targetOf({ store, allStores }: ImportOptions): ImportTarget | null {
  if (allStores) return { allStores: true }
  return store.length === 0 ? null : { stores: [...store] }
}

async function stage(
  { terminal, cwd, signal }: CommandContext,
  { core, cloudId }: SignedIn,
  imageId: string,
  path: string,
): Promise<void> {
  const { handle } = await core.files.addPath(resolve(cwd, path), signal)
  for await (const { movedBytes, sizeBytes } of core.images.stage(
    { cloudId, imageId, file: handle },
    signal,
  )) {
    if (terminal.isWatched) terminal.redraw(`${path}  ${formatBytes(movedBytes)} / ${formatBytes(sizeBytes)}`)
  }
  if (terminal.isWatched) terminal.redraw('')
}

async function waitForIt(
  { terminal, language: { words }, signal }: CommandContext,
  { core, cloudId }: SignedIn,
  imageId: string,
  isJson: boolean,
): Promise<void> {
  let last: ImportProgress | null = null
  for await (const progress of core.images.watchImport({ cloudId, imageId }, signal)) {
    last = progress
    if (isJson) await terminal.out(`${JSON.stringify(toEvent(imageId, progress))}\n`)
  }
  if (last === null || last.state === 'failed') {
    const why = [last?.task?.message ?? '', ...(last?.failedStores ?? [])].filter(Boolean).join(', ')
    throw new CommandProblem('IMPORT_FAILED', exitCodes.refused, (said) => said.importFailed(oneLine(why)))
  }
  if (!isJson) terminal.tell(words.importDone(imageId))
}

function toEvent(id: string, { state, task, image, waitingStores, failedStores }: ImportProgress) {
  return { id, state, status: image.status, message: task?.message ?? null, waitingStores, failedStores }
}
