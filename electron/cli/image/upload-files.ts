import { resolve } from 'node:path'

import type { CommandContext } from '../command-context.ts'
import { CommandProblem } from '../command-problem.ts'
import { exitCodes } from '../exit-code.ts'
import { findImage } from '../find-image.ts'
import { type CloudOption, type SignedIn, withCloud } from '../with-cloud.ts'
import { followTransfer } from './follow-transfers.ts'
import { planUpload, type UploadPlan, type UploadPlanOptions, warnOf } from './upload-plan.ts'

export interface UploadOptions extends CloudOption, UploadPlanOptions {
  readonly store?: string
  readonly json: boolean
}

/** `arclight image upload FILE…`: one after the other, each verified before the next begins. */
export async function uploadFiles(
  context: CommandContext,
  files: readonly string[],
  options: UploadOptions,
): Promise<void> {
  const isNamed = options.name !== undefined || options.id !== undefined || options.into !== undefined
  if (files.length > 1 && isNamed)
    throw new CommandProblem('OPTION_INVALID', exitCodes.usage, (words) => words.nameWithOneFile)
  // Whatever is wrong with an option or a file is said before anything is created.
  const plans: UploadPlan[] = []
  for (const file of files) plans.push(await planUpload(context, file, options))
  await withCloud(context, options, async (signedIn) => {
    for (const plan of plans) await uploadOne(context, signedIn, plan, options)
  })
}

async function uploadOne(
  context: CommandContext,
  signedIn: SignedIn,
  plan: UploadPlan,
  options: UploadOptions,
): Promise<void> {
  const { terminal, language, cwd, signal } = context
  const { core, cloudId } = signedIn
  const { file, unpack } = plan
  const { store } = options
  const { handle } = await core.files.addPath(resolve(cwd, file), signal)
  const into = await targetOf(context, signedIn, plan, options)
  const order = { cloudId, file: handle, into, ...(unpack && { unpack }), ...(store && { store }) }
  const begun = await core.transfers.upload(order, signal)
  const { imageId, verifiedBy } = await followTransfer(context, core.transfers, begun, options.json)
  if (options.json) return
  const { words } = language
  const proof = verifiedBy === null ? words.unverified : words.verifiedBy(verifiedBy)
  terminal.tell(words.uploaded(file, imageId ?? '', proof))
  await terminal.out(`${imageId}\n`)
}

async function targetOf(
  context: CommandContext,
  { core, cloudId, cloudName }: SignedIn,
  plan: UploadPlan,
  { into: wanted = '' }: UploadOptions,
) {
  const { image } = plan
  if (image) {
    warnOf(context, plan, image)
    return { kind: 'new', image } as const
  }
  const found = await findImage(core.images, { cloudId, cloudName, wanted }, context.signal)
  warnOf(context, plan, found)
  return { kind: 'existing', imageId: found.id } as const
}
