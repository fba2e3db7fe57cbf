import { UnstyledButton } from '@mantine/core'
import { IconArrowDown, IconArrowUp } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'

import { type ImageSort, type SortColumn, sortColumns } from '../image-rows.ts'
import classes from './image-table.module.css'

interface ImageTableHeadProps {
  sort: ImageSort
  onSort: (sort: ImageSort) => void
}

export function ImageTableHead({ sort, onSort }: ImageTableHeadProps) {
  const { t } = useTranslation()
  return (
    <div role="rowgroup" className={classes.head}>
      <div role="row" aria-rowindex={1} className={classes.row}>
        {sortColumns.map((column) => (
          <SortableHeader
            key={column}
            column={column}
            direction={sort.column !== column ? null : sort.isDescending ? 'descending' : 'ascending'}
            onClick={() => onSort(nextSort(sort, column))}
          />
        ))}
        <div role="columnheader" className={classes.cell}>
          {t('images.column.tags')}
        </div>
      </div>
    </div>
  )
}

interface SortableHeaderProps {
  column: SortColumn
  direction: 'ascending' | 'descending' | null
  onClick: () => void
}

function SortableHeader({ column, direction, onClick }: SortableHeaderProps) {
  const { t } = useTranslation()
  const Arrow = direction === 'descending' ? IconArrowDown : IconArrowUp
  return (
    <div
      role="columnheader"
      aria-sort={direction ?? 'none'}
      className={`${classes.cell} ${column === 'size' ? classes.number : ''}`}
    >
      <UnstyledButton className={classes.sort} onClick={onClick}>
        {t(`images.column.${column}`)}
        {direction && <Arrow size={12} aria-hidden />}
      </UnstyledButton>
    </div>
  )
}

// Sizes and dates are looked at from the largest and the latest.
function nextSort(sort: ImageSort, column: SortColumn): ImageSort {
  if (sort.column === column) return { column, isDescending: !sort.isDescending }
  return { column, isDescending: column === 'size' || column === 'updated' }
}
