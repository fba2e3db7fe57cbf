import type { Image } from '../../../shared/model/image.ts'
import type { CommandContext } from '../command-context.ts'
import { CommandProblem } from '../command-problem.ts'
import { exitCodes } from '../exit-code.ts'
import { findImage } from '../find-image.ts'
import { type CloudOption, type SignedIn, withCloud } from '../with-cloud.ts'

type Change = 'deactivate' | 'reactivate'
const past = { deactivate: 'deactivated', reactivate: 'reactivated' } as const

/** `arclight image deactivate|reactivate IMAGE…` */
export async function changeImages(
  context: CommandContext,
  change: Change,
  wanted: readonly string[],
  options: CloudOption & { json: boolean },
): Promise<void> {
  await withCloud(context, options, async (signedIn) => {
    for (const image of await findAll(context, signedIn, wanted)) {
      if (change === 'deactivate') await confirmOnProtected(context, signedIn, image)
      await signedIn.core.images[change]({ cloudId: signedIn.cloudId, imageId: image.id }, context.signal)
      await tell(context, past[change], image, options.json)
    }
  })
}

/** `arclight image delete IMAGE…`: asks on a terminal, and needs `--yes` where nobody can be asked. */
export async function deleteImages(
  context: CommandContext,
  wanted: readonly string[],
  options: CloudOption & { json: boolean; yes: boolean },
): Promise<void> {
  const { terminal } = context
  if (!options.yes && !terminal.canAsk)
    throw new CommandProblem('YES_NEEDED', exitCodes.usage, (words) => words.yesNeeded)
  await withCloud(context, options, async (signedIn) => {
    for (const image of await findAll(context, signedIn, wanted)) {
      if (signedIn.isProtected) await confirmOnProtected(context, signedIn, image)
      else if (!options.yes) await confirmDelete(context, signedIn, image)
      await signedIn.core.images.delete({ cloudId: signedIn.cloudId, imageId: image.id }, context.signal)
      await tell(context, 'deleted', image, options.json)
    }
  })
}

/** All of them before the first is touched: a name that is wrong stops the command with nothing done. */
async function findAll(
  { signal }: CommandContext,
  { core, cloudId, cloudName }: SignedIn,
  wanted: readonly string[],
): Promise<Image[]> {
  const found: Image[] = []
  for (const one of wanted)
    found.push(await findImage(core.images, { cloudId, cloudName, wanted: one }, signal))
  return found
}

async function confirmDelete(
  { terminal, language: { words }, signal }: CommandContext,
  { cloudName }: SignedIn,
  { id, name }: Image,
): Promise<void> {
  const answer = await terminal.ask(words.confirmDelete(name ?? '–', id, cloudName), signal)
  if (!/^(y|yes|c|có)$/i.test(answer.trim())) throw nothingDone()
}

/** On a protected cloud a slip of the hand must not be enough, `--yes` or not. */
export async function confirmOnProtected(
  { terminal, language: { words }, signal }: CommandContext,
  { cloudName, isProtected }: SignedIn,
  { id, name }: Image,
): Promise<void> {
  if (!isProtected) return
  if (!terminal.canAsk)
    throw new CommandProblem('YES_NEEDED', exitCodes.usage, (said) => said.typeName(name ?? id, cloudName))
  const typed = await terminal.ask(words.typeName(name ?? id, cloudName), signal)
  if (typed !== (name ?? id)) throw nothingDone()
}

function nothingDone(): CommandProblem {
  return new CommandProblem('NOT_CONFIRMED', exitCodes.refused, (words) => words.nothingDone)
}

async function tell(
  { terminal, language }: CommandContext,
  action: 'deleted' | 'deactivated' | 'reactivated',
  { id, name }: Image,
  isJson: boolean,
): Promise<void> {
  if (isJson) await terminal.out(`${JSON.stringify({ action, id, name })}\n`)
  else terminal.tell(language.words.done(action, id))
}
