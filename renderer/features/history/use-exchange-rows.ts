import { defaultRangeExtractor, useVirtualizer } from '@tanstack/react-virtual'
import { type RefObject, useEffect, useEffectEvent, useLayoutEffect, useRef } from 'react'

import type { Exchanges } from './use-exchanges.ts'

export const rowHeight = 28
export const headHeight = 30

/** The rows on screen. They stay where they are when others arrive above, unless the newest are looked at. */
export function useExchangeRows(
  { total, setRange }: Pick<Exchanges, 'total' | 'setRange'>,
  tableRef: RefObject<HTMLDivElement | null>,
  selectedPlace: number,
) {
  const virtual = useVirtualizer<HTMLDivElement, Element>({
    count: total,
    getScrollElement: () => tableRef.current,
    // Counted from the oldest, a row keeps its key while others arrive.
    getItemKey: (index) => total - index,
    estimateSize: () => rowHeight,
    overscan: 12,
    scrollMargin: headHeight,
    scrollPaddingStart: headHeight,
    // The selected row stays, so that a screen reader can follow the cursor to it.
    rangeExtractor: (range) => {
      const shown = defaultRangeExtractor(range)
      const isShown = selectedPlace < 0 || shown.includes(selectedPlace)
      return isShown ? shown : [...shown, selectedPlace].toSorted((a, b) => a - b)
    },
  })
  const { startIndex = 0, endIndex = 60 } = virtual.range ?? {}
  useStayPut(total, tableRef)
  const scrollToSelected = useEffectEvent(() => virtual.scrollToIndex(selectedPlace))
  const selectedOrdinal = selectedPlace < 0 ? null : total - selectedPlace

  useEffect(() => {
    setRange({ from: Math.max(0, startIndex - 40), to: endIndex + 40 })
  }, [setRange, startIndex, endIndex])

  useEffect(() => {
    // Only when another is selected, not when it moves down because one was added.
    if (selectedOrdinal !== null) scrollToSelected()
  }, [selectedOrdinal])

  return virtual
}

function useStayPut(total: number, tableRef: RefObject<HTMLDivElement | null>) {
  const before = useRef(total)
  useLayoutEffect(() => {
    const arrived = total - before.current
    before.current = total
    const table = tableRef.current
    if (table && arrived > 0 && table.scrollTop > 0) table.scrollTop += arrived * rowHeight
  }, [total, tableRef])
}
