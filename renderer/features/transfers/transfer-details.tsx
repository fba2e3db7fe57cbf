import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'

import type { Transfer } from '../../../shared/model/transfer.ts'
import { formatExactBytes } from '../../../shared/format-bytes.ts'
import { formatMoment } from '../../lib/format-time.ts'
import { CopyButton } from '../../ui/copy-button.tsx'
import { FactList } from '../../ui/fact-list.tsx'
import classes from './transfers.module.css'

export function TransferDetails({ transfer }: { transfer: Transfer }) {
  const { t, i18n } = useTranslation()
  const { imageId, fileName, sizeBytes, startedAtMs, endedAtMs, attempt, hashes, verifiedBy } = transfer
  const { from, fileHashes } = transfer
  const facts: (readonly [string, ReactNode])[] = [
    from
      ? [
          t('transfers.fact.from', { cloud: from.cloudName }),
          <Copied key="from" name="id" value={from.imageId} />,
        ]
      : [t('transfers.fact.file'), <Mono key="file" text={fileName} />],
    [
      from ? t('transfers.fact.to', { cloud: transfer.cloudName }) : t('transfers.fact.image'),
      imageId === null ? '–' : <Copied key="image" name="id" value={imageId} />,
    ],
    [t('transfers.fact.size'), sizeBytes === null ? '–' : formatExactBytes(sizeBytes, i18n.language)],
    [t('transfers.fact.started'), formatMoment(startedAtMs, i18n.language)],
    [t('transfers.fact.ended'), endedAtMs === null ? '–' : formatMoment(endedAtMs, i18n.language)],
    [t('transfers.fact.attempt'), String(attempt)],
    ...Object.entries(hashes).map(
      ([algorithm, value]) =>
        [
          algorithm === verifiedBy ? `${algorithm} ✓` : algorithm,
          <Copied key={algorithm} name={algorithm} value={value} />,
        ] as const,
    ),
    ...Object.entries(fileHashes).map(
      ([algorithm, value]) =>
        [
          t('transfers.fact.fileHash', { algorithm }),
          <Copied key={`file ${algorithm}`} name={algorithm} value={value} />,
        ] as const,
    ),
  ]

  return <FactList facts={facts} />
}

function Mono({ text }: { text: string }) {
  return <span className="mono">{text}</span>
}

function Copied({ name, value }: { name: string; value: string }) {
  return (
    <span className={`${classes.copied} mono`}>
      <span>{value}</span>
      <CopyButton value={value} label={name} />
    </span>
  )
}
