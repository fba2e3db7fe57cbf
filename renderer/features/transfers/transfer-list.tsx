import { useVirtualizer } from '@tanstack/react-virtual'
import { type KeyboardEvent, type MouseEvent, useCallback, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'

import type { Transfer } from '../../../shared/model/transfer.ts'
import { onTransferKey } from './on-transfer-key.ts'
import { TransferItem } from './transfer-item.tsx'
import classes from './transfers.module.css'
import type { TransferActions } from './use-transfer-actions.ts'

const lineHeight = 39

interface TransferListProps {
  transfers: readonly Transfer[]
  actions: TransferActions
}

/** Transfers, of which only those on screen exist. The cursor stays on its transfer while others pass it. */
export function TransferList({ transfers, actions }: TransferListProps) {
  const { t } = useTranslation()
  const listRef = useRef<HTMLDivElement>(null)
  const [currentId, setCurrentId] = useState<string | null>(null)
  const [openIds, toggle] = useOpenIds()
  const current = transfers.findIndex(({ id }) => id === currentId)
  const virtual = useVirtualizer<HTMLDivElement, HTMLDivElement>({
    count: transfers.length,
    getScrollElement: () => listRef.current,
    getItemKey: (index) => transfers[index]!.id,
    estimateSize: () => lineHeight,
    overscan: 10,
  })
  const shown = virtual.getVirtualItems()

  const moveTo = (index: number) => {
    const to = Math.min(transfers.length - 1, Math.max(0, index))
    setCurrentId(transfers[to]?.id ?? null)
    virtual.scrollToIndex(to)
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.target !== event.currentTarget) return
    const transfer = transfers[current]
    if (transfer && onTransferKey(event, transfer, actions)) {
      // What is taken off the list leaves the cursor to its neighbour.
      if (event.key === 'Delete' && transfer.endedAtMs !== null)
        setCurrentId((transfers[current + 1] ?? transfers[current - 1])?.id ?? null)
    } else if (event.key === 'Enter' && transfer) toggle(transfer.id)
    else if (event.key in steps && !event.altKey && !event.ctrlKey && !event.metaKey)
      moveTo(current + steps[event.key]!)
    else return
    event.preventDefault()
  }
  const onClick = ({ target }: MouseEvent) => {
    const row = target instanceof Element && target.closest<HTMLElement>('[data-index]')
    if (row) setCurrentId(transfers[Number(row.dataset.index)]?.id ?? null)
  }

  return (
    <div
      ref={listRef}
      className={classes.list}
      role="grid"
      tabIndex={0}
      aria-label={t('screens.transfers')}
      aria-rowcount={transfers.length}
      aria-activedescendant={shown.some(({ index }) => index === current) ? rowId(currentId) : undefined}
      onKeyDown={onKeyDown}
      onClick={onClick}
      style={{
        paddingTop: shown[0]?.start ?? 0,
        paddingBottom: virtual.getTotalSize() - (shown.at(-1)?.end ?? 0),
      }}
    >
      {shown.map(({ index, key }) => (
        <TransferItem
          key={key}
          rowId={rowId(transfers[index]!.id)}
          index={index}
          transfer={transfers[index]!}
          actions={actions}
          isCurrent={index === current}
          isOpen={openIds.has(transfers[index]!.id)}
          onToggle={toggle}
          measure={virtual.measureElement}
        />
      ))}
    </div>
  )
}

const steps: Readonly<Record<string, number>> = {
  ArrowDown: 1,
  ArrowUp: -1,
  PageDown: 10,
  PageUp: -10,
  Home: -Infinity,
  End: Infinity,
}

function rowId(transferId: string | null): string {
  return `transfer-${transferId}`
}

function useOpenIds() {
  const [ids, setIds] = useState<ReadonlySet<string>>(new Set())
  const toggle = useCallback((id: string) => {
    setIds((open) =>
      open.has(id) ? new Set([...open].filter((each) => each !== id)) : new Set([...open, id]),
    )
  }, [])
  return [ids, toggle] as const
}
