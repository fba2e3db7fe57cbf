import { defaultRangeExtractor, useVirtualizer } from '@tanstack/react-virtual'
import { type RefObject, useEffect, useEffectEvent, useLayoutEffect, useRef } from 'react'

import type { ExchangeRecord } from '../../../shared/model/exchange.ts'

export const rowHeight = 28
export const headHeight = 30

export interface ShownExchanges {
  readonly rows: readonly ExchangeRecord[]
  readonly selectedId: string | null
  readonly tableRef: RefObject<HTMLDivElement | null>
  /** Called when the end of what is loaded comes near. */
  readonly onEnd: () => void
}

/** The rows on screen. They stay where they are when others arrive above, unless the newest are looked at. */
export function useExchangeRows(
  { rows, selectedId, tableRef, onEnd }: ShownExchanges,
  selectedIndex: number,
) {
  const virtual = useVirtualizer<HTMLDivElement, Element>({
    count: rows.length,
    getScrollElement: () => tableRef.current,
    getItemKey: (index) => rows[index]!.id,
    estimateSize: () => rowHeight,
    overscan: 12,
    scrollMargin: headHeight,
    scrollPaddingStart: headHeight,
    // The selected row stays, so that a screen reader can follow the cursor to it.
    rangeExtractor: (range) => {
      const shown = defaultRangeExtractor(range)
      const isShown = selectedIndex < 0 || shown.includes(selectedIndex)
      return isShown ? shown : [...shown, selectedIndex].toSorted((a, b) => a - b)
    },
  })
  const lastShown = virtual.range?.endIndex ?? 0
  const isNearEnd = rows.length > 0 && lastShown >= rows.length - 50
  useStayPut(rows, tableRef)
  const tellEnd = useEffectEvent(onEnd)
  const scrollTo = useEffectEvent((exchangeId: string) => {
    virtual.scrollToIndex(rows.findIndex(({ id }) => id === exchangeId))
  })

  useEffect(() => {
    if (isNearEnd) tellEnd()
  }, [isNearEnd, rows.length])

  useEffect(() => {
    if (selectedId !== null) scrollTo(selectedId)
  }, [selectedId])

  return virtual
}

function useStayPut(rows: readonly ExchangeRecord[], tableRef: RefObject<HTMLDivElement | null>) {
  const newest = useRef<string>(undefined)
  useLayoutEffect(() => {
    const arrived = rows.findIndex(({ id }) => id === newest.current)
    newest.current = rows[0]?.id
    const table = tableRef.current
    if (table && arrived > 0 && table.scrollTop > 0) table.scrollTop += arrived * rowHeight
  }, [rows, tableRef])
}
