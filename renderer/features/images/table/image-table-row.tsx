import type { QueryKey } from '@tanstack/react-query'
import { memo } from 'react'

import type { Image } from '../../../../shared/model/image.ts'
import type { ImageColumn } from '../../../../shared/model/image-look.ts'
import type { Transfer } from '../../../../shared/model/transfer.ts'
import type { SignedInCloud } from '../../../lib/live.ts'
import { isTransitional } from '../image-status.ts'
import { useFollowedImage } from '../use-image-list.ts'
import type { CellWords } from './cell-words.ts'
import { ImageCell } from './image-cell.tsx'
import classes from './image-table.module.css'

interface ImageTableRowProps {
  id: string
  cloud: SignedInCloud
  listKey: QueryKey
  columns: readonly ImageColumn[]
  image: Image
  upload: Transfer | undefined
  now: number
  words: CellWords
  index: number
  top: number
  isSelected: boolean
  isCursor: boolean
}

/** One image. While its status moves by itself, the row keeps asking the cloud for it. */
export const ImageTableRow = memo(function ImageTableRow(props: ImageTableRowProps) {
  const { id, cloud, listKey, columns, image, upload, now, words, index, top, isSelected, isCursor } = props

  return (
    <div
      id={id}
      role="row"
      aria-rowindex={index + 2}
      aria-selected={isSelected}
      data-cursor={isCursor || undefined}
      data-image-id={image.id}
      className={`${classes.row} ${classes.bodyRow}`}
      style={{ transform: `translateY(${top}px)` }}
    >
      {columns.map((column) => (
        <ImageCell key={column} column={column} image={image} upload={upload} now={now} words={words} />
      ))}
      {isTransitional(image, upload) && (
        <FollowedImage key={image.id} cloud={cloud} imageId={image.id} listKey={listKey} />
      )}
    </div>
  )
})

interface FollowedImageProps {
  cloud: SignedInCloud
  imageId: string
  listKey: QueryKey
}

function FollowedImage({ cloud, imageId, listKey }: FollowedImageProps) {
  useFollowedImage(cloud, imageId, listKey)
  return null
}
