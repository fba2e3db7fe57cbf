import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'

import type { Image } from '../../../../shared/model/image.ts'
import type { Transfer } from '../../../../shared/model/transfer.ts'
import { formatBytes, formatExactBytes } from '../../../../shared/format-bytes.ts'
import { useTransfers } from '../../../lib/live.ts'
import { CopyButton } from '../../../ui/copy-button.tsx'
import { FactList } from '../../../ui/fact-list.tsx'
import { StatusDot } from '../../../ui/status-dot.tsx'
import { describeStatus } from '../image-status.ts'
import type { ImageBrowserState } from '../use-image-browser.ts'
import { ImageDiagnosisNote } from './image-diagnosis.tsx'
import { ImageTags } from './image-tags.tsx'
import classes from './inspector.module.css'

type Fact = readonly [name: string, value: ReactNode]

export function ImageOverview({ browser, image }: { browser: ImageBrowserState; image: Image }) {
  const upload = browser.uploads.get(image.id)
  const facts = [...useDataFacts(image, upload), ...useRecordFacts(image)]

  return (
    <>
      <ImageDiagnosisNote browser={browser} image={image} />
      <FactList facts={facts} />
      <ImageTags cloud={browser.cloud} image={image} />
    </>
  )
}

function useDataFacts(image: Image, upload: Transfer | undefined): Fact[] {
  const { t } = useTranslation()
  const { tone, words } = describeStatus(image, upload)
  const isHashVerified = useIsHashVerified(image)

  const facts: (Fact | null)[] = [
    [
      t('images.fact.status'),
      <StatusDot key="status" tone={tone}>
        {words}
      </StatusDot>,
    ],
    [t('images.fact.size'), <Bytes key="size" bytes={image.sizeBytes} />],
    [t('images.fact.virtualSize'), <Bytes key="virtual" bytes={image.virtualSizeBytes} />],
    [
      t('images.fact.format'),
      t('images.fact.formatIn', { disk: image.diskFormat ?? '–', container: image.containerFormat ?? '–' }),
    ],
    image.osHashValue === null
      ? null
      : [
          image.osHashAlgo ?? 'os_hash',
          <Hash
            key="hash"
            name={image.osHashAlgo ?? 'os_hash'}
            value={image.osHashValue}
            isVerified={isHashVerified}
          />,
        ],
    image.checksum === null
      ? null
      : ['md5', <Hash key="md5" name="md5" value={image.checksum} isVerified={false} />],
  ]
  return facts.filter((fact) => fact !== null)
}

function useRecordFacts(image: Image): Fact[] {
  const { t, i18n } = useTranslation()
  const inUnit = (amount: number, unit: string) =>
    amount === 0 ? '–' : `${amount.toLocaleString(i18n.language)} ${unit}`

  return [
    [t('images.fact.visibility'), image.visibility],
    [t('images.fact.protected'), image.isProtected ? t('common.yes') : t('common.no')],
    [t('images.fact.hidden'), image.isHidden ? t('common.yes') : t('common.no')],
    [
      t('images.fact.owner'),
      image.owner === null ? '–' : <Identifier key="owner" name="owner" value={image.owner} />,
    ],
    [t('images.fact.stores'), image.stores.length === 0 ? '–' : image.stores.join(', ')],
    [t('images.fact.minDisk'), inUnit(image.minDiskGb, 'GB')],
    [t('images.fact.minRam'), inUnit(image.minRamMb, 'MB')],
    [t('images.fact.created'), <Moment key="created" iso={image.createdAt} />],
    [t('images.fact.updated'), <Moment key="updated" iso={image.updatedAt} />],
  ]
}

/** Whether bytes that passed through here had the hash that the cloud keeps. */
function useIsHashVerified({ id, osHashAlgo, osHashValue }: Image): boolean {
  const transfers = useTransfers() ?? []
  if (osHashAlgo === null || osHashValue === null) return false
  return transfers.some(
    ({ imageId, state, hashes }) =>
      imageId === id && state === 'verified' && hashes[osHashAlgo] === osHashValue,
  )
}

function Bytes({ bytes }: { bytes: number | null }) {
  const { i18n } = useTranslation()
  if (bytes === null) return '–'
  const exact = formatExactBytes(bytes, i18n.language)
  return <span className="mono">{bytes < 1024 ? exact : `${exact} · ${formatBytes(bytes)}`}</span>
}

function Hash({ name, value, isVerified }: { name: string; value: string; isVerified: boolean }) {
  const { t } = useTranslation()
  return (
    <span className={`${classes.hash} mono`}>
      {isVerified && <span className={classes.verified}>✓ {t('images.fact.verified')}</span>}
      <span title={value}>{shorten(value)}</span>
      <CopyButton value={value} label={name} />
    </span>
  )
}

function Identifier({ name, value }: { name: string; value: string }) {
  return (
    <span className={`${classes.hash} mono`}>
      <span title={value}>{shorten(value)}</span>
      <CopyButton value={value} label={name} />
    </span>
  )
}

function shorten(value: string): string {
  return value.length > 24 ? `${value.slice(0, 10)}…${value.slice(-6)}` : value
}

/** "2026-11-23 14:23:32 UTC": as the cloud keeps it, so that it can be compared with the cloud's logs. */
function Moment({ iso }: { iso: string }) {
  const time = Date.parse(iso)
  if (Number.isNaN(time)) return iso
  return `${new Date(time).toISOString().slice(0, 19).replace('T', ' ')} UTC`
}
