import { Loader, SegmentedControl } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'

import { formatBytes } from '../../../../shared/format-bytes.ts'
import type { ExchangeRecord } from '../../../../shared/model/exchange.ts'
import { useHost } from '../../../lib/api-context.tsx'
import { fetchBodyWindow, textOfWindow } from '../../../lib/body-window.ts'
import { looksLikeJson } from '../../../lib/looks-like-json.ts'
import { softenLines } from '../../../lib/soften-lines.ts'
import { Code } from '../../code/code.tsx'
import { ErrorNote } from '../../error-note.tsx'
import { SentBodyView } from '../sent-body-view.tsx'
import classes from './body.module.css'
import { HexView } from './hex-view.tsx'

interface SentStartViewProps {
  readonly record: ExchangeRecord
  readonly sentStart: NonNullable<ExchangeRecord['sentStart']>
}

/** The bytes of a sent body as they went out, secrets apart: all of them, or the first ones and how many there were. */
export function SentStartView({ record, sentStart: { bodyId, isWhole } }: SentStartViewProps) {
  const { t } = useTranslation()
  const url = useHost().bodyUrl(bodyId)
  const [wanted, setWanted] = useState<'text' | 'hex' | null>(null)
  const start = useQuery({
    queryKey: ['body', bodyId],
    queryFn: ({ signal }) => fetchBodyWindow(url, signal),
    staleTime: Infinity,
    gcTime: 60_000,
  })
  if (start.isPending) return <Loader size="xs" m="md" />
  if (start.isError) return <ErrorNote error={start.error} onRetry={() => void start.refetch()} />
  if (!start.data) return <SentBodyView body={record.requestBody} />

  const sizeBytes = start.data.bytes.length
  // What is cut may be cut inside a character.
  const text = textOfWindow({ ...start.data, totalBytes: isWhole ? sizeBytes : null })
  const view = text === null ? 'hex' : (wanted ?? 'text')
  return (
    <>
      <div className={classes.bar}>
        <SegmentedControl
          aria-label={t('requests.sent.view')}
          value={view}
          onChange={setWanted}
          data={(['text', 'hex'] as const).map((value) => ({
            value,
            label: t(`requests.sent.${value}`),
            disabled: value === 'text' && text === null,
          }))}
        />
        <span className={classes.hint} role="status">
          {t(isWhole ? 'requests.sent.whole' : 'requests.sent.start', {
            size: formatBytes(sizeBytes),
            total: formatBytes(record.sentBytes),
          })}
        </span>
      </div>
      {view === 'text' && text !== null && (
        <Code
          value={softenLines(text).text}
          language={looksLikeJson(text) ? 'json' : 'text'}
          label={t('requests.sent.bodyLabel')}
        />
      )}
      {view === 'hex' && (
        <div className={classes.sentHex}>
          <HexView key={url} url={url} sizeBytes={sizeBytes} />
        </div>
      )}
    </>
  )
}
