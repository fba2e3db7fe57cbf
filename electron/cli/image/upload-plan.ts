import { basename, extname, resolve } from 'node:path'

import type { ImageHeader } from '../../../shared/image-header/image-header.ts'
import { diskFormatFor, judgeUpload } from '../../../shared/image-header/judge-upload.ts'
import type { NewImage } from '../../../shared/model/image.ts'
import type { Unpacking } from '../../../shared/model/pack-format.ts'
import type { CommandContext } from '../command-context.ts'
import { CommandProblem } from '../command-problem.ts'
import { exitCodes } from '../exit-code.ts'
import { type FileLook, lookAtFile } from './look-at-file.ts'
import { type NewImageOptions, toNewImage, wholeNumber } from './new-image-options.ts'

export interface UploadPlanOptions extends NewImageOptions {
  /** An image that waits for data, by id or name, instead of a new one. */
  readonly into?: string
  readonly unpack: boolean
  readonly unpackLimit: string
}

/** What one file is to become. */
export interface UploadPlan {
  readonly file: string
  readonly header: ImageHeader | null
  /** Null: the data is for an image that exists. */
  readonly image: NewImage | null
  readonly unpack: Unpacking | null
}

/** Decides by the file's own bytes, and by its ending where they say nothing. Throws a CommandProblem. */
export async function planUpload(
  { cwd, signal }: CommandContext,
  file: string,
  options: UploadPlanOptions,
): Promise<UploadPlan> {
  const look = await lookAtFile(resolve(cwd, file), options.unpack, signal)
  const limitBytes = wholeNumber('--unpack-limit', options.unpackLimit) * 2 ** 30
  if (options.unpack && look.packedIn === null)
    throw new CommandProblem('FILE_NOT_PACKED', exitCodes.usage, (words) => words.notPacked(file))
  const unpack = look.packedIn && { format: look.packedIn, limitBytes }
  const image = options.into === undefined ? imageFor(file, look, options) : null
  return { file, header: look.header, image, unpack }
}

/** Says before the first byte what the cloud would say after the last, or never. */
export function warnOf(
  { terminal, language: { say } }: CommandContext,
  { file, header }: UploadPlan,
  { diskFormat, containerFormat }: { diskFormat: string | null; containerFormat: string | null },
): void {
  const declared = { diskFormat, containerFormat: containerFormat ?? '' }
  for (const { code, outcome, ...facts } of header ? judgeUpload(header, declared) : []) {
    const sentence = say(`images.concern.${code}`, { ...facts })
    terminal.tell(`${file}: ${sentence} ${say(`images.concern.outcome.${outcome}`, {})}`)
  }
}

function imageFor(file: string, { header, packedIn }: FileLook, options: UploadPlanOptions): NewImage {
  const name = packedIn === null ? basename(file) : basename(file, extname(file))
  // Bytes without a signature can be a plain disk, a kernel, or anything else: there the name says more.
  const isTold = header && (header.format !== 'raw' || header.partitionTable !== null)
  const byEnding = endings.find((format) => name.toLowerCase().endsWith(`.${format}`)) ?? null
  const diskFormat = options.diskFormat ?? (isTold ? diskFormatFor(header, endings) : byEnding)
  if (diskFormat !== null) return toNewImage(options.name ?? name, diskFormat, options)
  const found = isTold ? header.format : null
  throw new CommandProblem('FORMAT_UNKNOWN', exitCodes.usage, (words) => words.formatUnknown(file, found))
}

/** Formats that every cloud knows, by the endings that leave no doubt. An .img may be raw or qcow2. */
const endings = ['raw', 'qcow2', 'vmdk', 'vdi', 'vhd', 'vhdx', 'iso']
