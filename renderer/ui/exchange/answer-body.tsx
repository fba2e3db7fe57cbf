import { Loader } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { lazy, Suspense } from 'react'
import { useTranslation } from 'react-i18next'

import type { ExchangeRecord } from '../../../shared/model/exchange.ts'
import { useHost } from '../../lib/api-context.tsx'
import { fetchBodyWindow } from '../../lib/body-window.ts'
import { ErrorNote } from '../error-note.tsx'
import classes from './answer-body.module.css'

const BodyView = lazy(async () => ({ default: (await import('./body/body-view.tsx')).BodyView }))

interface AnswerBodyProps {
  readonly record: ExchangeRecord
  /** Keeps the value at a JSON path for the next requests. */
  readonly onCapture?: (path: string) => void
}

/** A kept answer, of any size: its beginning is read first, and says how to look at the rest. */
export function AnswerBody({ record, onCapture }: AnswerBodyProps) {
  const { t } = useTranslation()
  const host = useHost()
  const isEmpty = record.receivedBytes === 0 && record.problem === null
  const window = useQuery({
    queryKey: ['body', record.id],
    queryFn: ({ signal }) => fetchBodyWindow(host.bodyUrl(record.id), signal),
    enabled: record.isBodyKept,
    staleTime: Infinity,
    gcTime: 60_000,
  })

  if (!record.isBodyKept || window.data === null)
    return <p className={classes.note}>{t(isEmpty ? 'requests.body.empty' : 'requests.body.notKept')}</p>
  if (window.isPending) return <Loader size="xs" m="md" />
  if (window.isError)
    return (
      <div className={classes.note}>
        <ErrorNote error={window.error} onRetry={() => void window.refetch()} />
      </div>
    )
  if (window.data.totalBytes === 0) return <p className={classes.note}>{t('requests.body.empty')}</p>
  return (
    <Suspense fallback={<Loader size="xs" m="md" />}>
      <BodyView key={record.id} record={record} window={window.data} onCapture={onCapture} />
    </Suspense>
  )
}
