import { lazy, Suspense } from 'react'
import { useTranslation } from 'react-i18next'

import type { ExchangeRecord } from '../../../shared/model/exchange.ts'
import { HeaderTable } from './header-table.tsx'
import { SentBodyView } from './sent-body-view.tsx'
import classes from './sent-request.module.css'

const SentStartView = lazy(async () => ({
  default: (await import('./body/sent-start-view.tsx')).SentStartView,
}))

/** A request as it went over the wire, without its secrets: its head line by line, and its body byte by byte. */
export function SentRequest({ record }: { record: ExchangeRecord }) {
  const { t } = useTranslation()
  const { sentStart, requestBody } = record
  return (
    <div className={classes.sent}>
      <p className={classes.line}>
        <span className="mono">{record.requestLine || `${record.method} ${record.url}`}</span>
      </p>
      <HeaderTable headers={record.requestHeaders} label={t('requests.headers.sentLabel')} />
      {sentStart && requestBody.kind === 'file' && <SentBodyView body={requestBody} />}
      <div className={classes.body}>
        {sentStart ? (
          <Suspense>
            <SentStartView key={record.id} record={record} sentStart={sentStart} />
          </Suspense>
        ) : (
          <SentBodyView body={requestBody} />
        )}
      </div>
      <p className={classes.hint}>{t('requests.sent.hint')}</p>
    </div>
  )
}
