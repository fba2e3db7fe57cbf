import {
  defaultRangeExtractor,
  useVirtualizer,
  type VirtualItem,
  type Virtualizer,
} from '@tanstack/react-virtual'
import {
  type CSSProperties,
  type MouseEvent,
  type RefObject,
  useEffect,
  useEffectEvent,
  useMemo,
} from 'react'
import { useTranslation } from 'react-i18next'

import type { ImageRow } from '../image-rows.ts'
import type { ImageBrowserState } from '../use-image-browser.ts'
import { useNow } from '../use-now.ts'
import { cellWords } from './cell-words.ts'
import { tracksOf } from './column-widths.ts'
import classes from './image-table.module.css'
import { ImageTableHead } from './image-table-head.tsx'
import { ImageTableRow } from './image-table-row.tsx'
import { useTableKeys } from './use-table-keys.ts'

const rowHeight = 35
const headHeight = 33

interface ImageTableProps {
  browser: ImageBrowserState
  tableRef: RefObject<HTMLDivElement | null>
  onEnter: () => void
}

/** Every image of the list, of which only the rows on screen exist. The selection is the keyboard's cursor, too. */
export function ImageTable({ browser, tableRef, onEnter }: ImageTableProps) {
  const { t, i18n } = useTranslation()
  const words = useMemo(() => cellWords(t, i18n.language), [t, i18n.language])
  const now = useNow()
  const { rows, view, select, toggleMark, markTo, changeLook, uploads, cloud, list } = browser
  const selectedIndex = rows.findIndex(({ image }) => image.id === view.selectedId)
  const virtual = useRows(tableRef, rows.length, selectedIndex)
  const items = virtual.getVirtualItems()
  useScrollTo(virtual, rows, selectedIndex < 0 ? null : view.selectedId)
  const onKeyDown = useTableKeys({
    browser,
    selectedIndex,
    pageRows: () =>
      Math.max(1, Math.floor(((tableRef.current?.clientHeight ?? 0) - headHeight) / rowHeight) - 1),
    onEnter,
  })

  function onClick(event: MouseEvent) {
    const imageId = imageIdUnder(event)
    if (!imageId) return
    if (event.shiftKey) markTo(imageId)
    else if (event.ctrlKey || event.metaKey) toggleMark(imageId)
    else select(imageId)
  }

  return (
    <div
      ref={tableRef}
      className={classes.table}
      role="grid"
      aria-multiselectable
      style={{ '--tracks': tracksOf(view.columns) } as CSSProperties}
      tabIndex={0}
      aria-label={t('screens.images')}
      aria-rowcount={rows.length + 1}
      aria-activedescendant={selectedIndex < 0 ? undefined : rowId(view.selectedId)}
      onKeyDown={onKeyDown}
      onClick={onClick}
      onDoubleClick={(event) => imageIdUnder(event) && onEnter()}
    >
      <ImageTableHead columns={view.columns} sort={view.sort} onSort={(sort) => changeLook({ sort })} />
      <div role="rowgroup" className={classes.body} style={{ height: virtual.getTotalSize() }}>
        {items.map(({ index, start }, at) => {
          const { image } = rows[index]!
          return (
            <ImageTableRow
              key={slotOf(items, at)}
              id={rowId(image.id)}
              cloud={cloud}
              image={image}
              upload={uploads.get(image.id)}
              now={now}
              words={words}
              index={index}
              top={start - headHeight}
              listKey={list.listKey}
              columns={view.columns}
              isSelected={view.markedIds.size === 0 ? index === selectedIndex : view.markedIds.has(image.id)}
              isCursor={index === selectedIndex}
            />
          )
        })}
      </div>
    </div>
  )
}

/**
 * A row that leaves the screen is filled again as one that comes, which costs less than making one. Rows in view
 * follow each other, so no two share a slot; the selected one, which stays wherever it is, has a slot of its own.
 */
function slotOf(items: readonly VirtualItem[], at: number): number {
  const { index } = items[at]!
  const isApart = items.length > 1 && items[at - 1]?.index !== index - 1 && items[at + 1]?.index !== index + 1
  return isApart ? -1 : index % 2 ** Math.ceil(Math.log2(items.length + 1))
}

function useRows(tableRef: RefObject<HTMLDivElement | null>, count: number, selectedIndex: number) {
  return useVirtualizer<HTMLDivElement, Element>({
    count,
    getScrollElement: () => tableRef.current,
    estimateSize: () => rowHeight,
    overscan: 10,
    scrollMargin: headHeight,
    scrollPaddingStart: headHeight,
    // The selected row stays, so that a screen reader can follow the cursor to it.
    rangeExtractor: (range) => {
      const shown = defaultRangeExtractor(range)
      const isShown = selectedIndex < 0 || shown.includes(selectedIndex)
      return isShown ? shown : [...shown, selectedIndex].toSorted((a, b) => a - b)
    },
  })
}

/** Brings the selection into view when it changes or comes into the list, but not when rows arrive above it. */
function useScrollTo(
  virtual: Virtualizer<HTMLDivElement, Element>,
  rows: readonly ImageRow[],
  selectedId: string | null,
) {
  const scrollTo = useEffectEvent((imageId: string) =>
    virtual.scrollToIndex(rows.findIndex(({ image }) => image.id === imageId)),
  )

  useEffect(() => {
    if (selectedId !== null) scrollTo(selectedId)
  }, [selectedId])
}

function imageIdUnder({ target }: MouseEvent): string | undefined {
  return target instanceof Element
    ? target.closest<HTMLElement>('[data-image-id]')?.dataset.imageId
    : undefined
}

function rowId(imageId: string | null): string {
  return `image-${imageId}`
}
