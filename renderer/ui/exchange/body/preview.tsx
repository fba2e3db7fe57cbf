import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'

import { fetchBodyPart } from '../../../lib/body-window.ts'
import { ErrorNote } from '../../error-note.tsx'
import classes from './body.module.css'

const mostImageBytes = 16 * 1024 * 1024

/** The picture types that are shown as such. */
export const imageTypes: ReadonlySet<string> = new Set([
  'image/png',
  'image/jpeg',
  'image/gif',
  'image/webp',
  'image/svg+xml',
])

interface ImagePreviewProps {
  readonly url: string
  readonly type: string
  readonly sizeBytes: number
}

/** A picture, and only ever as a picture: scripts in an SVG do not run in one. */
export function ImagePreview({ url, type, sizeBytes }: ImagePreviewProps) {
  const { t } = useTranslation()
  const isTooLarge = sizeBytes > mostImageBytes
  const image = useQuery({
    queryKey: ['body-image', url],
    queryFn: async ({ signal }) => {
      const bytes = await fetchBodyPart(url, { from: 0, to: sizeBytes }, signal)
      return await dataUrl(new Blob([bytes], { type }))
    },
    enabled: !isTooLarge,
    staleTime: Infinity,
    gcTime: 0,
  })
  if (isTooLarge) return <p className={classes.note}>{t('requests.body.imageTooLarge')}</p>
  if (image.isError) return <ErrorNote error={image.error} />
  if (!image.data) return null
  return (
    <div className={classes.picture}>
      <img src={image.data} alt={t('requests.body.imageAlt')} />
    </div>
  )
}

/** A page from the wire, in a frame without scripts, without an origin, and without anything it would load. */
export function PagePreview({ html }: { html: string }) {
  const { t } = useTranslation()
  return <iframe className={classes.frame} title={t('requests.body.pageTitle')} sandbox="" srcDoc={html} />
}

async function dataUrl(blob: Blob): Promise<string> {
  return await new Promise((resolve, reject) => {
    const reader = new FileReader()
    reader.addEventListener('load', () => {
      if (typeof reader.result === 'string') resolve(reader.result)
    })
    reader.addEventListener('error', () => reject(new Error('the picture could not be read')))
    reader.readAsDataURL(blob)
  })
}
