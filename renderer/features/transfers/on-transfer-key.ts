import type { KeyboardEvent } from 'react'

import type { LineMove, Transfer, TransferPriority } from '../../../shared/model/transfer.ts'
import type { TransferActions } from './use-transfer-actions.ts'
import { whatCanBeDone } from './what-can-be-done.ts'

type Key = Pick<KeyboardEvent, 'key' | 'altKey' | 'shiftKey' | 'ctrlKey' | 'metaKey'>

/** Does what a key asks of the transfer under the cursor; false when the key says nothing about one. */
export function onTransferKey(key: Key, transfer: Transfer, actions: TransferActions): boolean {
  if (key.ctrlKey || key.metaKey) return false
  const { id, priority } = transfer
  const can = whatCanBeDone(transfer)
  if (key.altKey) {
    const to = moveOf(key)
    if (to && can.move) actions.move(id, to)
    return to !== null
  }
  switch (key.key) {
    case ' ':
      if (can.resume) actions.resume(id)
      else if (can.pause) actions.pause(id)
      return true
    case 'r':
      if (can.retry) actions.retry(id)
      return true
    case 'c':
      actions.copyReceipt(id)
      return true
    case 'Delete':
      if (can.cancel) actions.cancel(id)
      else actions.dismiss(id)
      return true
    case '+':
    case '-': {
      const next = order[order.indexOf(priority) + (key.key === '+' ? 1 : -1)]
      if (next && can.prioritise) actions.prioritise(id, next)
      return true
    }
    default:
      return false
  }
}

const order: readonly TransferPriority[] = ['low', 'normal', 'high']

function moveOf({ key, shiftKey }: Key): LineMove | null {
  if (key === 'ArrowUp') return shiftKey ? 'top' : 'up'
  if (key === 'ArrowDown') return shiftKey ? 'bottom' : 'down'
  return null
}
