import { useState } from 'react'

import { formatBytes } from '../../../../shared/format-bytes.ts'
import type { Image } from '../../../../shared/model/image.ts'
import type { ImageColumn } from '../../../../shared/model/image-look.ts'
import type { Transfer } from '../../../../shared/model/transfer.ts'
import { showName } from '../../../lib/show-name.ts'
import { StatusDot } from '../../../ui/status-dot.tsx'
import { describeStatus } from '../image-status.ts'
import type { CellWords } from './cell-words.ts'
import classes from './image-table.module.css'

const tagsShown = 2

interface ImageCellProps {
  column: ImageColumn
  image: Image
  upload: Transfer | undefined
  now: number
  words: CellWords
}

export function ImageCell({ column, image, upload, now, words }: ImageCellProps) {
  switch (column) {
    case 'name':
      return (
        <div
          role="gridcell"
          className={`${classes.cell} ${classes.name}`}
          title={showName(image.name ?? image.id)}
        >
          <bdi>
            {showName(image.name ?? '') || <span className={`mono ${classes.faint}`}>{image.id}</span>}
          </bdi>
        </div>
      )
    case 'status':
      return <StatusCell image={image} upload={upload} />
    case 'size':
      return <BytesCell bytes={image.sizeBytes ?? upload?.sizeBytes ?? null} words={words} />
    case 'virtualSize':
      return <BytesCell bytes={image.virtualSizeBytes} words={words} />
    case 'updated':
      return <MomentCell at={Date.parse(image.updatedAt)} now={now} words={words} />
    case 'created':
      return <MomentCell at={Date.parse(image.createdAt)} now={now} words={words} />
    case 'tags':
      return <TagsCell tags={image.tags} />
    case 'minDisk':
      return <AmountCell amount={image.minDiskGb} unit="GB" words={words} />
    case 'minRam':
      return <AmountCell amount={image.minRamMb} unit="MB" words={words} />
    case 'protected':
      return <TextCell text={image.isProtected ? words.yes : null} />
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

function AmountCell({ amount, unit, words }: { amount: number; unit: string; words: CellWords }) {
  return (
    <div role="gridcell" className={`${classes.cell} ${classes.number} mono`}>
      {amount === 0 ? '–' : `${words.count(amount)} ${unit}`}
    </div>
  )
}

function BytesCell({ bytes, words }: { bytes: number | null; words: CellWords }) {
  return (
    <div
      role="gridcell"
      className={`${classes.cell} ${classes.number} mono`}
      title={bytes === null ? undefined : `${words.count(bytes)} B`}
    >
      {formatBytes(bytes)}
    </div>
  )
}

// The exact moment is put into words when it is looked at: doing so for each row would cost more than the row.
function MomentCell({ at, now, words }: { at: number; now: number; words: CellWords }) {
  const [exact, setExact] = useState({ at, text: '' })
  if (Number.isNaN(at)) return <div role="gridcell" className={classes.cell} />
  return (
    <div
      role="gridcell"
      className={classes.cell}
      title={exact.at === at ? exact.text : ''}
      onMouseEnter={() => setExact({ at, text: words.moment(at) })}
    >
      {words.ago(at, now)}
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
