import { useState } from 'react'
import { useTranslation } from 'react-i18next'

import { formatBytes, formatExactBytes } from '../../../../shared/format-bytes.ts'
import type { Image } from '../../../../shared/model/image.ts'
import type { ImageColumn } from '../../../../shared/model/image-look.ts'
import type { Transfer } from '../../../../shared/model/transfer.ts'
import { formatAgo, formatMoment } from '../../../lib/format-time.ts'
import { StatusDot } from '../../../ui/status-dot.tsx'
import { describeStatus } from '../image-status.ts'
import classes from './image-table.module.css'

const tagsShown = 2

interface ImageCellProps {
  column: ImageColumn
  image: Image
  upload: Transfer | undefined
  now: number
}

export function ImageCell({ column, image, upload, now }: ImageCellProps) {
  switch (column) {
    case 'name':
      return (
        <div role="gridcell" className={`${classes.cell} ${classes.name}`} title={image.name ?? image.id}>
          <bdi>{image.name || <span className={`mono ${classes.faint}`}>{image.id}</span>}</bdi>
        </div>
      )
    case 'status':
      return <StatusCell image={image} upload={upload} />
    case 'size':
      return <BytesCell bytes={image.sizeBytes ?? upload?.sizeBytes ?? null} />
    case 'virtualSize':
      return <BytesCell bytes={image.virtualSizeBytes} />
    case 'updated':
      return <MomentCell at={Date.parse(image.updatedAt)} now={now} />
    case 'created':
      return <MomentCell at={Date.parse(image.createdAt)} now={now} />
    case 'tags':
      return <TagsCell tags={image.tags} />
    case 'minDisk':
      return <AmountCell amount={image.minDiskGb} unit="GB" />
    case 'minRam':
      return <AmountCell amount={image.minRamMb} unit="MB" />
    case 'protected':
      return <ProtectedCell isProtected={image.isProtected} />
    case 'format':
      return <TextCell text={image.diskFormat} />
    case 'container':
      return <TextCell text={image.containerFormat} />
    case 'visibility':
      return <TextCell text={image.visibility} />
    case 'owner':
      return <TextCell text={image.owner} isWire />
    case 'stores':
      return <TextCell text={image.stores.join(', ') || null} />
    case 'id':
      return <TextCell text={image.id} isWire />
  }
}

function StatusCell({ image, upload }: Pick<ImageCellProps, 'image' | 'upload'>) {
  const { tone, words } = describeStatus(image, upload)
  return (
    <div role="gridcell" className={`${classes.cell} ${classes.status}`}>
      <StatusDot tone={tone}>{words}</StatusDot>
    </div>
  )
}

function TextCell({ text, isWire = false }: { text: string | null; isWire?: boolean }) {
  return (
    <div role="gridcell" className={`${classes.cell} ${isWire ? 'mono' : ''}`} title={text ?? undefined}>
      {text ?? '–'}
    </div>
  )
}

function ProtectedCell({ isProtected }: { isProtected: boolean }) {
  const { t } = useTranslation()
  return (
    <div role="gridcell" className={classes.cell}>
      {isProtected ? t('common.yes') : '–'}
    </div>
  )
}

function AmountCell({ amount, unit }: { amount: number; unit: string }) {
  const { i18n } = useTranslation()
  return (
    <div role="gridcell" className={`${classes.cell} ${classes.number} mono`}>
      {amount === 0 ? '–' : `${amount.toLocaleString(i18n.language)} ${unit}`}
    </div>
  )
}

function BytesCell({ bytes }: { bytes: number | null }) {
  const { i18n } = useTranslation()
  return (
    <div
      role="gridcell"
      className={`${classes.cell} ${classes.number} mono`}
      title={bytes === null ? undefined : formatExactBytes(bytes, i18n.language)}
    >
      {formatBytes(bytes)}
    </div>
  )
}

// The exact moment is put into words when it is looked at: doing so for each row would cost more than the row.
function MomentCell({ at, now }: { at: number; now: number }) {
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

function TagsCell({ tags }: { tags: readonly string[] }) {
  return (
    <div role="gridcell" className={`${classes.cell} ${classes.tags}`} title={tags.join(', ')}>
      {tags.slice(0, tagsShown).map((tag) => (
        <span key={tag} className={classes.tag}>
          {tag}
        </span>
      ))}
      {tags.length > tagsShown && <span>+{tags.length - tagsShown}</span>}
    </div>
  )
}
