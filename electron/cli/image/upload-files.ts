import { basename, extname, resolve } from 'node:path'

import type { NewImage } from '../../../shared/model/image.ts'
import type { CommandContext } from '../command-context.ts'
import { CommandProblem } from '../command-problem.ts'
import { exitCodes } from '../exit-code.ts'
import { findImage } from '../find-image.ts'
import { type CloudOption, type SignedIn, withCloud } from '../with-cloud.ts'
import { followTransfer } from './follow-transfers.ts'
import { type NewImageOptions, toNewImage } from './new-image-options.ts'

export interface UploadOptions extends CloudOption, NewImageOptions {
  /** An image that waits for data, by id or name, instead of a new one. */
  readonly into?: string
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
  // Whatever is wrong with an option is said before anything is created.
  const orders = files.map((file) => ({
    file,
    image: options.into === undefined ? imageFor(file, options) : null,
  }))
  await withCloud(context, options, async (signedIn) => {
    for (const order of orders) await uploadOne(context, signedIn, order, options)
  })
}

async function uploadOne(
  context: CommandContext,
  { core, cloudId, cloudName }: SignedIn,
  { file, image }: { file: string; image: NewImage | null },
  options: UploadOptions,
): Promise<void> {
  const { terminal, language, cwd, signal } = context
  const { handle } = await core.files.addPath(resolve(cwd, file), signal)
  const wanted = options.into ?? ''
  const into = image
    ? ({ kind: 'new', image } as const)
    : ({
        kind: 'existing',
        imageId: (await findImage(core.images, { cloudId, cloudName, wanted }, signal)).id,
      } as const)
  const begun = await core.transfers.upload({ cloudId, file: handle, into }, signal)
  const { imageId, verifiedBy } = await followTransfer(context, core.transfers, begun, options.json)
  if (options.json) return
  const { words } = language
  const proof = verifiedBy === null ? words.unverified : words.verifiedBy(verifiedBy)
  terminal.tell(words.uploaded(file, imageId ?? '', proof))
  await terminal.out(`${imageId}\n`)
}

function imageFor(file: string, options: UploadOptions): NewImage {
  const diskFormat = options.diskFormat ?? formats[extname(file).toLowerCase()]
  if (diskFormat === undefined)
    throw new CommandProblem('OPTION_INVALID', exitCodes.usage, (words) => words.formatUnknown(file))
  return toNewImage(options.name ?? basename(file), diskFormat, options)
}

/** Endings that leave no doubt. An .img may be raw or qcow2. */
const formats: Readonly<Record<string, string>> = {
  '.raw': 'raw',
  '.qcow2': 'qcow2',
  '.vmdk': 'vmdk',
  '.vdi': 'vdi',
  '.vhd': 'vhd',
  '.vhdx': 'vhdx',
  '.iso': 'iso',
}
