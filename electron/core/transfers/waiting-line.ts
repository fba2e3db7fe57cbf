import type { LineMove, Transfer } from '../../../shared/model/transfer.ts'
import { cloudsOf } from './clouds-of.ts'

type Waiting = Pick<Transfer, 'id' | 'cloudId' | 'from' | 'priority' | 'place'>

const ranks: Readonly<Record<Transfer['priority'], number>> = { high: 0, normal: 1, low: 2 }

/** Who may start now: by priority, then by place, as many as each cloud has turns left. A copy takes one of either. */
export function startable<Each extends Waiting>(
  waiting: Iterable<Each>,
  runningIn: ReadonlyMap<string, number>,
  atOncePerCloud: number,
): Each[] {
  const taken = new Map(runningIn)
  const countOf = (cloudId: string) => taken.get(cloudId) ?? 0
  return [...waiting].toSorted(byTurn).filter((each) => {
    const cloudIds = cloudsOf(each)
    if (cloudIds.some((cloudId) => countOf(cloudId) >= atOncePerCloud)) return false
    for (const cloudId of cloudIds) taken.set(cloudId, countOf(cloudId) + 1)
    return true
  })
}

/**
 * The places that change when one transfer moves in its line: among those that wait for the same cloud at the same
 * priority, which are the only ones it can be before or behind.
 */
export function placesAfter(
  waiting: Iterable<Waiting>,
  one: Waiting,
  to: LineMove,
): ReadonlyMap<string, number> {
  const line = [...waiting]
    .filter(({ cloudId, priority }) => cloudId === one.cloudId && priority === one.priority)
    .toSorted(byTurn)
  const from = line.findIndex(({ id }) => id === one.id)
  const target = { top: 0, up: from - 1, down: from + 1, bottom: line.length - 1 }[to]
  if (from < 0 || target < 0 || target >= line.length) return new Map()
  const places = line.map(({ place }) => place)
  const moved = line.toSpliced(from, 1).toSpliced(target, 0, one)
  return new Map(moved.flatMap(({ id, place }, at) => (place === places[at] ? [] : [[id, places[at]!]])))
}

function byTurn(one: Waiting, other: Waiting): number {
  return ranks[one.priority] - ranks[other.priority] || one.place - other.place
}
