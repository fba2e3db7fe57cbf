import { UnstyledButton } from '@mantine/core'
import { IconArrowDown, IconArrowUp } from '@tabler/icons-react'
import type { MouseEvent } from 'react'
import { useTranslation } from 'react-i18next'

import type { ImageColumn, ImageSort } from '../../../../shared/model/image-look.ts'
import { rightAligned } from './column-widths.ts'
import classes from './image-table.module.css'

interface ImageTableHeadProps {
  columns: readonly ImageColumn[]
  sort: readonly ImageSort[]
  onSort: (sort: ImageSort[]) => void
}

/** Names of the columns. A click sorts by one, with Shift by one more after those that are sorted by already. */
export function ImageTableHead({ columns, sort, onSort }: ImageTableHeadProps) {
  return (
    <div role="rowgroup" className={classes.head}>
      <div role="row" aria-rowindex={1} className={classes.row}>
        {columns.map((column) => (
          <SortableHeader
            key={column}
            column={column}
            sort={sort}
            onClick={({ shiftKey }) => onSort(nextSort(sort, column, shiftKey))}
          />
        ))}
      </div>
    </div>
  )
}

interface SortableHeaderProps {
  column: ImageColumn
  sort: readonly ImageSort[]
  onClick: (event: MouseEvent) => void
}

function SortableHeader({ column, sort, onClick }: SortableHeaderProps) {
  const { t } = useTranslation()
  const place = sort.findIndex((key) => key.column === column)
  const key = sort[place]
  const Arrow = key?.isDescending ? IconArrowDown : IconArrowUp
  return (
    <div
      role="columnheader"
      aria-sort={!key ? 'none' : key.isDescending ? 'descending' : 'ascending'}
      className={`${classes.cell} ${rightAligned.has(column) ? classes.number : ''}`}
    >
      <UnstyledButton className={classes.sort} title={t('images.columns.sortHint')} onClick={onClick}>
        {t(`images.column.${column}`)}
        {key && <Arrow size={12} aria-hidden />}
        {key && sort.length > 1 && <sup>{place + 1}</sup>}
      </UnstyledButton>
    </div>
  )
}

function nextSort(sort: readonly ImageSort[], column: ImageColumn, isOneMore: boolean): ImageSort[] {
  const known = sort.find((key) => key.column === column)
  // Sizes and dates are looked at from the largest and the latest.
  const isDescending = known ? !known.isDescending : startsHigh.has(column)
  const next = { column, isDescending }
  if (!isOneMore) return [next]
  return known ? sort.map((key) => (key === known ? next : key)) : [...sort, next]
}

const startsHigh: ReadonlySet<ImageColumn> = new Set(['size', 'virtualSize', 'updated', 'created'])
