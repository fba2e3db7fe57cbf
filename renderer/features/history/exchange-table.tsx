import { type KeyboardEvent, type MouseEvent, type RefObject, useState } from 'react'
import { useTranslation } from 'react-i18next'

import { ExchangeRow } from './exchange-row.tsx'
import classes from './exchange-table.module.css'
import { headHeight, rowHeight, useExchangeRows } from './use-exchange-rows.ts'
import type { Exchanges } from './use-exchanges.ts'

interface ExchangeTableProps {
  readonly exchanges: Exchanges
  readonly tableRef: RefObject<HTMLDivElement | null>
  readonly onSelect: (place: number) => void
  readonly onEnter: () => void
}

const columns = ['time', 'method', 'url', 'status', 'took', 'sent', 'received', 'origin', 'cloud'] as const
const numbers: ReadonlySet<string> = new Set(['took', 'sent', 'received'])

/** Exchanges, of which only those on screen exist. The selection is the keyboard's cursor, too. */
export function ExchangeTable(props: ExchangeTableProps) {
  const { exchanges, tableRef, onSelect, onEnter } = props
  const { total, at, selectedPlace } = exchanges
  const { t } = useTranslation()
  const [now] = useState(Date.now)
  const virtual = useExchangeRows(exchanges, tableRef, selectedPlace)

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.target !== event.currentTarget || event.ctrlKey || event.altKey || event.metaKey) return
    const to = targetOf(event.key, selectedPlace, total, tableRef.current?.clientHeight ?? 0)
    if (to !== null) onSelect(to)
    else if (event.key === 'Enter' && selectedPlace >= 0) onEnter()
    else return
    event.preventDefault()
  }
  const onClick = (event: MouseEvent) => {
    const index =
      event.target instanceof Element && event.target.closest<HTMLElement>('[data-index]')?.dataset.index
    if (index) onSelect(Number(index))
  }

  return (
    <div
      ref={tableRef}
      className={classes.table}
      role="grid"
      tabIndex={0}
      aria-label={t('history.list')}
      aria-rowcount={total + 1}
      aria-activedescendant={selectedPlace < 0 ? undefined : rowId(selectedPlace)}
      onKeyDown={onKeyDown}
      onClick={onClick}
    >
      <ExchangeTableHead />
      <div role="rowgroup" className={classes.body} style={{ height: virtual.getTotalSize() }}>
        {virtual.getVirtualItems().map(({ index, start, key }) => (
          <ExchangeRow
            key={key}
            id={rowId(index)}
            record={at(index)}
            index={index}
            top={start - headHeight}
            isSelected={index === selectedPlace}
            now={now}
          />
        ))}
      </div>
    </div>
  )
}

function ExchangeTableHead() {
  const { t } = useTranslation()
  return (
    <div role="rowgroup" className={classes.head}>
      <div role="row" className={classes.columns} aria-rowindex={1}>
        {columns.map((column) => (
          <span
            key={column}
            role="columnheader"
            className={numbers.has(column) ? (classes.number ?? '') : ''}
          >
            {t(`history.column.${column}`)}
          </span>
        ))}
      </div>
    </div>
  )
}

function targetOf(key: string, from: number, count: number, height: number): number | null {
  const page = Math.max(1, Math.floor((height - headHeight) / rowHeight) - 1)
  const steps: Readonly<Record<string, number>> = {
    ArrowDown: 1,
    ArrowUp: -1,
    PageDown: page,
    PageUp: -page,
    Home: -count,
    End: count,
  }
  const step = steps[key]
  if (step === undefined || count === 0) return null
  return Math.min(count - 1, Math.max(0, from + step))
}

function rowId(place: number): string {
  return `exchange-${place}`
}
