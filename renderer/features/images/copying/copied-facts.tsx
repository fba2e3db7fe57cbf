import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'

import { formatBytes } from '../../../../shared/format-bytes.ts'
import { type CopyWish, copiedImage } from '../../../../shared/model/copied-image.ts'
import type { Image } from '../../../../shared/model/image.ts'
import { FactList } from '../../../ui/fact-list.tsx'

interface CopiedFactsProps {
  images: readonly Image[]
  wish: CopyWish
}

/** What goes along and what stays, before anything is sent. */
export function CopiedFacts({ images, wish }: CopiedFactsProps) {
  const { t } = useTranslation()
  const copies = images.map((image) => copiedImage(image, wish))
  const notCarried = [...new Set(copies.flatMap((copy) => copy.notCarried))].toSorted()
  const sizeBytes = images.reduce((sum, image) => sum + (image.sizeBytes ?? 0), 0)
  const [only] = copies.length === 1 ? copies : []

  const facts: (readonly [string, ReactNode])[] = [
    [t('images.column.size'), <Mono key="size" text={formatBytes(sizeBytes)} />],
    ...(only
      ? ([
          [t('images.column.format'), [only.image.diskFormat, only.image.containerFormat].join(' / ')],
          [t('images.column.visibility'), only.image.visibility ?? '–'],
          [t('images.column.tags'), only.image.tags?.join(', ') || '–'],
          [t('images.tab.properties'), Object.keys(only.image.properties ?? {}).join(', ') || '–'],
        ] as const)
      : []),
    [t('images.across.notCarried'), notCarried.length > 0 ? <Mono text={notCarried.join(', ')} /> : '–'],
  ]
  return <FactList facts={facts} />
}

function Mono({ text }: { text: string }) {
  return <span className="mono">{text}</span>
}
