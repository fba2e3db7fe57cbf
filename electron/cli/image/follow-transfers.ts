import { formatBytes } from '../../../shared/format-bytes.ts'
import { explainProblem } from '../../../shared/explain-problem.ts'
import type { Transfer } from '../../../shared/model/transfer.ts'
import type { Transfers } from '../../core/core.ts'
import type { CommandContext } from '../command-context.ts'
import { CommandProblem } from '../command-problem.ts'
import { exitCodeFor, exitCodes } from '../exit-code.ts'
import { oneLine } from './list-images.ts'

/**
 * Waits until one transfer has ended well, and tells of it on the way: a line that is redrawn for a person, or with
 * `isJson` one event per line. Throws a CommandProblem with the transfer's own sentence when it did not end well.
 */
export async function followTransfer(
  context: CommandContext,
  transfers: Pick<Transfers, 'watch'>,
  { id }: Transfer,
  isJson: boolean,
): Promise<Transfer> {
  const { terminal, signal } = context
  let toldState: string | null = null
  let left: Transfer | null = null
  for await (const event of transfers.watch(signal)) {
    const told = event.type === 'all' ? event.transfers : event.type === 'changed' ? [event.transfer] : []
    const transfer = told.find((candidate) => candidate.id === id)
    if (!transfer) continue
    const isOver = transfer.endedAtMs !== null
    if (isJson)
      await terminal.out(
        `${JSON.stringify({ event: isOver ? 'ended' : eventOf(transfer, toldState), ...transfer })}\n`,
      )
    else if (terminal.isWatched) terminal.redraw(isOver ? '' : progressLine(context, transfer))
    toldState = transfer.state
    left = transfer
    if (isOver) return settled(context, transfer)
  }
  if (left) tellOfImage(context, left)
  signal.throwIfAborted()
  throw new Error('the transfer was lost')
}

/** Whoever begins again may not know that there is an image already. */
function tellOfImage({ terminal, language: { words } }: CommandContext, transfer: Transfer): void {
  const { direction, imageId, cloudName } = transfer
  if (imageId === null || direction === 'download') return
  terminal.tell(direction === 'copy' ? words.copyWaits(imageId, cloudName) : words.imageWaits(imageId))
}

function eventOf({ state }: Transfer, toldState: string | null): string {
  return state === toldState ? 'progress' : 'state'
}

function settled(context: CommandContext, transfer: Transfer): Transfer {
  const { say } = context.language
  const { state, problem } = transfer
  if (state === 'verified' || state === 'unverified') return transfer
  if (transfer.direction === 'copy') tellOfImage(context, transfer)
  if (!problem) throw new CommandProblem('BUG', exitCodes.bug, () => say('errors.bug', {}))
  throw new CommandProblem(problem.code, exitCodeFor(problem.code), () => explainProblem(say, problem))
}

function progressLine({ terminal, language: { words } }: CommandContext, transfer: Transfer): string {
  const { fileName, sizeBytes, movedBytes, bytesPerSecond, etaMs } = transfer
  const share = sizeBytes ? `${Math.floor((movedBytes / sizeBytes) * 100)} %` : ''
  const facts = [
    share,
    sizeBytes === null ? formatBytes(movedBytes) : `${formatBytes(movedBytes)} / ${formatBytes(sizeBytes)}`,
    bytesPerSecond === null ? '' : `${formatBytes(bytesPerSecond)}/s`,
    etaMs === null ? '' : words.left(clock(etaMs)),
  ].filter((fact) => fact !== '')
  const tail = `  ${facts.join('  ')}`
  return oneLine(fileName).slice(0, Math.max(8, terminal.columns - tail.length - 1)) + tail
}

/** 3725000 → 1:02:05 */
function clock(ms: number): string {
  const seconds = Math.ceil(ms / 1000)
  const parts = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60]
  const shown = parts[0] === 0 ? parts.slice(1) : parts
  return shown.map((part, at) => (at === 0 ? String(part) : String(part).padStart(2, '0'))).join(':')
}
