import { defaultRangeExtractor, useVirtualizer, type Virtualizer } from '@tanstack/react-virtual'
import { type CSSProperties, type MouseEvent, type RefObject, useEffect, useEffectEvent } from 'react'
import { useTranslation } from 'react-i18next'

import type { ImageRow } from '../image-rows.ts'
import type { ImageBrowserState } from '../use-image-browser.ts'
import { useNow } from '../use-now.ts'
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
  const { t } = useTranslation()
  const now = useNow()
  const { rows, view, select, toggleMark, markTo, changeLook, uploads, cloud, list } = browser
  const selectedIndex = rows.findIndex(({ image }) => image.id === view.selectedId)
  const virtual = useRows(tableRef, rows.length, selectedIndex)
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
        {virtual.getVirtualItems().map(({ index, start }) => {
          const { image } = rows[index]!
          return (
            <ImageTableRow
              key={image.id}
              id={rowId(image.id)}
              cloud={cloud}
              image={image}
              upload={uploads.get(image.id)}
              now={now}
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
