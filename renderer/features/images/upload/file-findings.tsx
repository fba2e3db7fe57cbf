import { IconAlertTriangle, IconBan } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'

import { formatBytes } from '../../../../shared/format-bytes.ts'
import type { ImageHeader } from '../../../../shared/image-header/image-header.ts'
import type { UploadConcern } from '../../../../shared/image-header/judge-upload.ts'
import classes from './upload.module.css'

interface FileFindingsProps {
  file: File
  header: ImageHeader | undefined
  concerns: readonly UploadConcern[]
  isFormatKnown: boolean
}

/** What the file's own bytes say, and what will go wrong because of it. */
export function FileFindings({ file, header, concerns, isFormatKnown }: FileFindingsProps) {
  const { t } = useTranslation()
  const facts = useFacts(header)

  if (file.size === 0) return <p className={classes.hint}>{t('images.upload.hint.empty')}</p>
  return (
    <>
      {facts.length > 0 && <p className={classes.hint}>{facts.join(' · ')}</p>}
      {!isFormatKnown && concerns.length === 0 && (
        <p className={classes.hint}>{t('images.upload.hint.unknown')}</p>
      )}
      {concerns.map((concern) => (
        <Concern key={concern.code} concern={concern} />
      ))}
    </>
  )
}

function Concern({ concern }: { concern: UploadConcern }) {
  const { t } = useTranslation()
  const isRefused = concern.outcome === 'refused'
  const Icon = isRefused ? IconBan : IconAlertTriangle
  return (
    <p role="note" className={isRefused ? classes.refused : classes.accepted}>
      <Icon size={14} aria-hidden />
      <span>
        {t(`images.concern.${concern.code}`, { ...concern })} {t(`images.concern.outcome.${concern.outcome}`)}
      </span>
    </p>
  )
}

function useFacts(header: ImageHeader | undefined): string[] {
  const { t } = useTranslation()
  if (!header) return []
  const { format, subtype, partitionTable, virtualSizeBytes } = header
  const facts = [
    t('images.upload.found', { format: subtype === null ? format : `${format} (${subtype})` }),
    partitionTable === null ? null : t('images.upload.partitions', { table: partitionTable.toUpperCase() }),
    virtualSizeBytes === null || format === 'raw' || format === 'iso'
      ? null
      : t('images.upload.virtualSize', { size: formatBytes(virtualSizeBytes) }),
  ]
  return facts.filter((fact) => fact !== null)
}
