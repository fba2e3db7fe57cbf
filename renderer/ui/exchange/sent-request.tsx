import { useTranslation } from 'react-i18next'

import type { ExchangeRecord } from '../../../shared/model/exchange.ts'
import { MethodTag } from '../method-tag.tsx'
import { HeaderTable } from './header-table.tsx'
import { SentBodyView } from './sent-body-view.tsx'
import classes from './sent-request.module.css'

/** A request as it went over the wire, without its secrets. */
export function SentRequest({ record }: { record: ExchangeRecord }) {
  const { t } = useTranslation()
  return (
    <div className={classes.sent}>
      <p className={classes.line}>
        <MethodTag method={record.method} /> <span className="mono">{record.url}</span>
      </p>
      <HeaderTable headers={record.requestHeaders} label={t('requests.headers.sentLabel')} />
      <div className={classes.body}>
        <SentBodyView body={record.requestBody} />
      </div>
      <p className={classes.hint}>{t('requests.sent.hint')}</p>
    </div>
  )
}
