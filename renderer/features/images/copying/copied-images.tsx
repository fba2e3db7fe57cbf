import { useTranslation } from 'react-i18next'

import { formatBytes } from '../../../../shared/format-bytes.ts'
import type { Image } from '../../../../shared/model/image.ts'
import { explainError } from '../../../lib/explain-error.ts'
import classes from './copying.module.css'

interface CopiedImagesProps {
  images: readonly Image[]
  failures: ReadonlyMap<string, unknown>
}

const mostShown = 200

/** The images that are to go, each with its size, or with why it could not be ordered. */
export function CopiedImages({ images, failures }: CopiedImagesProps) {
  const { t, i18n } = useTranslation()
  const hidden = images.length - mostShown
  return (
    <ul className={classes.images} tabIndex={0} aria-label={t('screens.images')}>
      {images.slice(0, mostShown).map(({ id, name, sizeBytes }) => (
        <li key={id}>
          <span title={id}>
            <bdi>{name || id}</bdi>
          </span>
          <span className="mono">{formatBytes(sizeBytes)}</span>
          {failures.has(id) && <p role="alert">{explainError(t, failures.get(id))}</p>}
        </li>
      ))}
      {hidden > 0 && (
        <li>{t('images.across.more', { count: hidden, total: hidden.toLocaleString(i18n.language) })}</li>
      )}
    </ul>
  )
}
