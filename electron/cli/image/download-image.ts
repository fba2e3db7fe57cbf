import { stat } from 'node:fs/promises'
import { resolve } from 'node:path'

import type { CommandContext } from '../command-context.ts'
import { CommandProblem } from '../command-problem.ts'
import { exitCodes } from '../exit-code.ts'
import { findImage } from '../find-image.ts'
import { type CloudOption, withCloud } from '../with-cloud.ts'
import { followTransfer } from './follow-transfers.ts'

export interface DownloadOptions extends CloudOption {
  readonly output?: string
  readonly force: boolean
  readonly json: boolean
}

/** `arclight image download IMAGE [-o FILE]`: the file has its name only when every byte was compared. */
export async function downloadImage(
  context: CommandContext,
  wanted: string,
  options: DownloadOptions,
): Promise<void> {
  const { terminal, language, cwd, signal } = context
  const path = options.output === undefined ? null : resolve(cwd, options.output)
  if (path !== null && !options.force && (await exists(path)))
    throw new CommandProblem('FILE_EXISTS', exitCodes.file, (words) => words.fileExists(options.output ?? ''))
  await withCloud(context, { ...options, downloadsDir: cwd }, async ({ core, cloudId, cloudName }) => {
    const { id: imageId } = await findImage(core.images, { cloudId, cloudName, wanted }, signal)
    const file = path === null ? null : core.files.addTarget(path).handle
    const begun = await core.transfers.download({ cloudId, imageId, file, goesOn: true }, signal)
    const { savedPath, verifiedBy } = await followTransfer(context, core.transfers, begun, options.json)
    if (options.json) return
    const { words } = language
    const proof = verifiedBy === null ? words.unverified : words.verifiedBy(verifiedBy)
    terminal.tell(words.downloaded(savedPath ?? '', proof))
  })
}

async function exists(path: string): Promise<boolean> {
  return await stat(path).then(
    () => true,
    () => false,
  )
}
