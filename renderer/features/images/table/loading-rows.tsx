import { Skeleton } from '@mantine/core'
import { useTranslation } from 'react-i18next'

import classes from './image-table.module.css'

/** Rows to come. */
export function LoadingRows() {
  const { t } = useTranslation()
  return (
    <div role="status" aria-label={t('images.loading')} className={classes.loading}>
      {widths.map((width) => (
        <div key={width} className={classes.loadingRow}>
          <Skeleton height={10} width={`${width}%`} />
        </div>
      ))}
    </div>
  )
}

const widths = [62, 71, 48, 66, 57, 74, 52, 69]
