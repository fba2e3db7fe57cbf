import { Loader } from '@mantine/core'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { lazy, Suspense } from 'react'
import { useTranslation } from 'react-i18next'

import type { ExchangeRecord } from '../../../shared/model/exchange.ts'
import { useHost } from '../../lib/api-context.tsx'
import { ErrorNote } from '../error-note.tsx'
import classes from './answer-body.module.css'
import { bodyQuery } from './body-query.ts'

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
  const read = useQuery({
    ...bodyQuery(host, record),
    // The one before stays until then: most are the same request, sent again.
    placeholderData: keepPreviousData,
    enabled: record.isBodyKept,
  })

  if (!record.isBodyKept || read.data?.window === null)
    return <p className={classes.note}>{t(isEmpty ? 'requests.body.empty' : 'requests.body.notKept')}</p>
  if (read.isPending) return <Loader size="xs" m="md" />
  if (read.isError)
    return (
      <div className={classes.note}>
        <ErrorNote error={read.error} onRetry={() => void read.refetch()} />
      </div>
    )
  const { window } = read.data
  if (window.totalBytes === 0) return <p className={classes.note}>{t('requests.body.empty')}</p>
  return (
    <Suspense fallback={<Loader size="xs" m="md" />}>
      <BodyView record={read.data.record} window={window} onCapture={onCapture} />
    </Suspense>
  )
}
