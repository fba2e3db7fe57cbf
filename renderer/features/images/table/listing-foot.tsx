import { useTranslation } from 'react-i18next'

import { targetOf } from '../target-of.ts'
import type { ImageBrowserState } from '../use-image-browser.ts'
import classes from './image-table.module.css'

/** How many images are shown of how many, and that files can be dropped here. */
export function ListingFoot({ browser: { cloud, list, rows, marked } }: { browser: ImageBrowserState }) {
  const { t, i18n } = useTranslation()
  const counts = {
    shown: rows.length.toLocaleString(i18n.language),
    total: list.images.length.toLocaleString(i18n.language),
  }

  return (
    <>
      <div className={classes.room} aria-hidden>
        <div className={classes.strip}>{t('images.drop.hint', { target: targetOf(cloud) })}</div>
      </div>
      <div className={classes.foot}>
        <span role="status">
          {list.isComplete || list.isError ? t('images.count', counts) : t('images.countSoFar', counts)}
          {marked.length > 0 &&
            ` · ${t('images.marked', { count: marked.length, total: marked.length.toLocaleString(i18n.language) })}`}
          {list.hasGap && ` · ${t('images.gap')}`}
        </span>
        <span className={classes.footHint}>{t('images.keys')}</span>
      </div>
    </>
  )
}
