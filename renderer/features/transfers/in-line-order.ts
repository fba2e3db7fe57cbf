import type { Transfer, TransferPriority } from '../../../shared/model/transfer.ts'

const ranks: Readonly<Record<TransferPriority, number>> = { high: 0, normal: 1, low: 2 }

/** What moves, then what waits in the order of its turns, then what has ended, as it came. */
export function inLineOrder(transfers: readonly Transfer[]): readonly Transfer[] {
  const open = transfers.filter(({ endedAtMs }) => endedAtMs === null)
  if (open.length === 0) return transfers
  const ended = transfers.filter(({ endedAtMs }) => endedAtMs !== null)
  return [...open.toSorted(byTurn), ...ended]
}

function byTurn(one: Transfer, other: Transfer): number {
  return (
    Number(isMoving(other)) - Number(isMoving(one)) ||
    ranks[one.priority] - ranks[other.priority] ||
    one.place - other.place
  )
}

function isMoving({ state }: Transfer): boolean {
  return state === 'moving' || state === 'verifying'
}
