import { memo, useState } from 'react'
import { useTranslation } from 'react-i18next'

import type { Image } from '../../../../shared/model/image.ts'
import type { Transfer } from '../../../../shared/model/transfer.ts'
import { formatBytes, formatExactBytes } from '../../../../shared/format-bytes.ts'
import { formatAgo, formatMoment } from '../../../lib/format-time.ts'
import type { SignedInCloud } from '../../../lib/live.ts'
import { StatusDot } from '../../../ui/status-dot.tsx'
import { describeStatus, isTransitional } from '../image-status.ts'
import { useFollowedImage } from '../use-image-list.ts'
import classes from './image-table.module.css'

const tagsShown = 2

interface ImageTableRowProps {
  id: string
  cloud: SignedInCloud
  image: Image
  upload: Transfer | undefined
  now: number
  index: number
  top: number
  isSelected: boolean
}

/** One image. While its status moves by itself, the row keeps asking the cloud for it. */
export const ImageTableRow = memo(function ImageTableRow(props: ImageTableRowProps) {
  const { id, cloud, image, upload, now, index, top, isSelected } = props
  const { tone, words } = describeStatus(image, upload)

  return (
    <div
      id={id}
      role="row"
      aria-rowindex={index + 2}
      aria-selected={isSelected}
      data-image-id={image.id}
      className={`${classes.row} ${classes.bodyRow}`}
      style={{ transform: `translateY(${top}px)` }}
    >
      <div role="gridcell" className={`${classes.cell} ${classes.name}`} title={image.name ?? image.id}>
        {image.name || <span className={`mono ${classes.faint}`}>{image.id}</span>}
      </div>
      <div role="gridcell" className={`${classes.cell} ${classes.status}`}>
        <StatusDot tone={tone}>{words}</StatusDot>
        {isTransitional(image, upload) && <FollowedImage cloud={cloud} imageId={image.id} />}
      </div>
      <SizeCell sizeBytes={image.sizeBytes ?? upload?.sizeBytes ?? null} />
      <div role="gridcell" className={classes.cell}>
        {image.diskFormat ?? '–'}
      </div>
      <div role="gridcell" className={classes.cell}>
        {image.visibility}
      </div>
      <UpdatedCell at={Date.parse(image.updatedAt)} now={now} />
      <div role="gridcell" className={`${classes.cell} ${classes.tags}`} title={image.tags.join(', ')}>
        {image.tags.slice(0, tagsShown).map((tag) => (
          <span key={tag} className={classes.tag}>
            {tag}
          </span>
        ))}
        {image.tags.length > tagsShown && <span>+{image.tags.length - tagsShown}</span>}
      </div>
    </div>
  )
})

function FollowedImage({ cloud, imageId }: { cloud: SignedInCloud; imageId: string }) {
  useFollowedImage(cloud, imageId)
  return null
}

function SizeCell({ sizeBytes }: { sizeBytes: number | null }) {
  const { i18n } = useTranslation()
  return (
    <div
      role="gridcell"
      className={`${classes.cell} ${classes.number} mono`}
      title={sizeBytes === null ? undefined : formatExactBytes(sizeBytes, i18n.language)}
    >
      {formatBytes(sizeBytes)}
    </div>
  )
}

// The exact moment is put into words when it is looked at: doing so for each row would cost more than the row.
function UpdatedCell({ at, now }: { at: number; now: number }) {
  const { i18n } = useTranslation()
  const [exact, setExact] = useState<string>()
  if (Number.isNaN(at)) return <div role="gridcell" className={classes.cell} />
  return (
    <div
      role="gridcell"
      className={classes.cell}
      title={exact}
      onMouseEnter={() => setExact(formatMoment(at, i18n.language))}
    >
      {formatAgo(at, now, i18n.language)}
    </div>
  )
}
