import type { Command } from 'commander'

import { type NewImage, newImage } from '../../../shared/model/image.ts'
import { CommandProblem } from '../command-problem.ts'
import { exitCodes } from '../exit-code.ts'

export interface NewImageOptions {
  readonly id?: string
  readonly name?: string
  readonly diskFormat?: string
  readonly containerFormat: string
  readonly visibility?: string
  readonly minDisk?: string
  readonly minRam?: string
  readonly protected?: true
  readonly tag: readonly string[]
  readonly property: readonly string[]
}

export function addNewImageOptions(command: Command): Command {
  return command
    .option('--id <uuid>', 'id of the new image; the cloud chooses one otherwise')
    .option('--disk-format <format>', 'raw, qcow2, vmdk, vdi, vhd, iso …')
    .option('--container-format <format>', 'bare, ovf, docker …', 'bare')
    .option('--visibility <who>', 'private, shared, community or public')
    .option('--min-disk <gb>', 'smallest disk that it boots from')
    .option('--min-ram <mb>', 'least memory that it boots with')
    .option('--protected', 'cannot be deleted until this is taken off')
    .option('--tag <tag>', 'may be given several times', gather, [])
    .option('--property <key=value>', 'may be given several times', gather, [])
}

export function gather(value: string, earlier: string[]): string[] {
  return [...earlier, value]
}

/** Throws a CommandProblem that names the option that makes no sense. */
export function toNewImage(name: string, diskFormat: string | null, options: NewImageOptions): NewImage {
  const { id, containerFormat, visibility, tag, property } = options
  const written = {
    ...(id !== undefined && { id }),
    name,
    diskFormat,
    containerFormat,
    ...(visibility !== undefined && { visibility }),
    ...(options.minDisk !== undefined && { minDiskGb: wholeNumber('--min-disk', options.minDisk) }),
    ...(options.minRam !== undefined && { minRamMb: wholeNumber('--min-ram', options.minRam) }),
    ...(options.protected && { isProtected: true }),
    ...(tag.length > 0 && { tags: [...tag] }),
    ...(property.length > 0 && { properties: Object.fromEntries(property.map(toPair)) }),
  }
  const read = newImage.safeParse(written)
  if (read.success) return read.data
  const [issue] = read.error.issues
  const sentence = `${issue?.path.join('.') ?? ''}: ${issue?.message ?? ''}`
  throw new CommandProblem('OPTION_INVALID', exitCodes.usage, () => sentence)
}

/** Throws a CommandProblem for what is not KEY=VALUE. */
export function toPair(text: string): [string, string] {
  const at = text.indexOf('=')
  if (at > 0) return [text.slice(0, at), text.slice(at + 1)]
  throw new CommandProblem('OPTION_INVALID', exitCodes.usage, (words) => words.notPair(text))
}

/** Throws a CommandProblem that names the option. */
export function wholeNumber(option: string, text: string): number {
  if (/^\d{1,9}$/.test(text)) return Number(text)
  throw new CommandProblem('OPTION_INVALID', exitCodes.usage, (words) => words.notNumber(option, text))
}
