import { Button, Tabs } from '@mantine/core'
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'

import type { ExchangeRecord } from '../../../../shared/model/exchange.ts'
import { formatBytes } from '../../../../shared/format-bytes.ts'
import { formatDuration } from '../../../lib/format-time.ts'
import { useExchangeAsRequest } from '../../../lib/use-exchange-as-request.ts'
import { CopyButton } from '../../../ui/copy-button.tsx'
import { ErrorNote } from '../../../ui/error-note.tsx'
import { AnswerBody } from '../../../ui/exchange/answer-body.tsx'
import { ExchangeTiming } from '../../../ui/exchange/exchange-timing.tsx'
import { PhaseBars } from '../../../ui/exchange/phase-bars.tsx'
import { SentRequest } from '../../../ui/exchange/sent-request.tsx'
import { StatusChip } from '../../../ui/exchange/status-chip.tsx'
import { TlsView } from '../../../ui/exchange/tls-view.tsx'
import { AnswerHeaders } from './answer-headers.tsx'
import classes from './answer-view.module.css'
import type { CapturedPart } from './capture-of.ts'

interface AnswerViewProps {
  readonly record: ExchangeRecord
  /** Why the exchange did not come to its end. */
  readonly error?: unknown
  /** Keeps a value of the answer for the next requests. */
  readonly onCapture?: (part: CapturedPart) => void
  /** What the answer gave to the next requests. */
  readonly children: ReactNode
}

/** An exchange that was made: a line that sums it up, and its parts. */
export function AnswerView({ record, error, onCapture, children }: AnswerViewProps) {
  const [chosen, setChosen] = useState<string | null>(null)
  const parts = partsOf(record)
  const part = chosen !== null && parts.includes(chosen) ? chosen : parts[0]!

  return (
    <Tabs value={part} onChange={setChosen} keepMounted={false} className={classes.view ?? ''}>
      <div className={classes.bar}>
        <Summary record={record} />
        <PartTabs record={record} />
      </div>
      {error !== undefined && (
        <div className={classes.error}>
          <ErrorNote error={error} />
        </div>
      )}
      <Tabs.Panel value="body" className={classes.withAside ?? ''}>
        <div className={classes.main}>
          <AnswerBody
            record={record}
            {...(onCapture && { onCapture: (path) => onCapture({ kind: 'json', path }) })}
          />
        </div>
        <Aside record={record}>{children}</Aside>
      </Tabs.Panel>
      <Tabs.Panel value="headers" className={classes.scroll ?? ''}>
        <AnswerHeaders
          headers={record.responseHeaders}
          onCapture={onCapture && ((name) => onCapture({ kind: 'header', name }))}
        />
      </Tabs.Panel>
      <Tabs.Panel value="timing" className={classes.scroll ?? ''}>
        <div className={classes.padded}>
          <ExchangeTiming record={record} />
        </div>
      </Tabs.Panel>
      {record.tls && (
        <Tabs.Panel value="tls" className={classes.scroll ?? ''}>
          <div className={classes.padded}>
            <TlsView tls={record.tls} />
          </div>
        </Tabs.Panel>
      )}
      <Tabs.Panel value="sent" className={classes.scroll ?? ''}>
        <SaveSent record={record} />
        <SentRequest record={record} />
      </Tabs.Panel>
    </Tabs>
  )
}

/** The request as it went, whatever was written in its tab since. */
function SaveSent({ record }: { record: ExchangeRecord }) {
  const { t } = useTranslation()
  const { saveAsRequest } = useExchangeAsRequest(record.id)
  return (
    <div className={classes.saveSent}>
      <Button onClick={saveAsRequest}>{t('requests.collection.saveInto')}</Button>
    </div>
  )
}

/** The parts that there are, first the one that is looked at unless another is chosen. */
function partsOf({ status, tls }: ExchangeRecord): string[] {
  const answered = status === null ? ['sent', 'timing'] : ['body', 'headers', 'timing', 'sent']
  return tls ? [...answered, 'tls'] : answered
}

function PartTabs({ record }: { record: ExchangeRecord }) {
  const { t } = useTranslation()
  return (
    <Tabs.List className={classes.parts ?? ''}>
      {record.status !== null && (
        <>
          <Tabs.Tab value="body">{t('requests.answerTab.body')}</Tabs.Tab>
          <Tabs.Tab value="headers">
            {t('requests.answerTab.headers')} {record.responseHeaders.length}
          </Tabs.Tab>
        </>
      )}
      <Tabs.Tab value="timing">{t('requests.answerTab.timing')}</Tabs.Tab>
      {record.tls && <Tabs.Tab value="tls">TLS</Tabs.Tab>}
      <Tabs.Tab value="sent">{t('requests.answerTab.sent')}</Tabs.Tab>
    </Tabs.List>
  )
}

function Aside({ record, children }: { record: ExchangeRecord; children: ReactNode }) {
  const { t } = useTranslation()
  const hasPhases = Object.values(record.phases).some((ms) => ms !== null)
  return (
    <aside className={classes.aside} aria-label={t('requests.timing.title')}>
      {hasPhases && (
        <div className={classes.timing}>
          <h2>{t('requests.timing.title')}</h2>
          <PhaseBars phases={record.phases} />
        </div>
      )}
      {children}
    </aside>
  )
}

function Summary({ record }: { record: ExchangeRecord }) {
  const { t } = useTranslation()
  const size = formatBytes(record.receivedBytes)
  const took = formatDuration(record.tookMs)
  return (
    <div className={classes.summary} role="status">
      {record.status === null ? (
        <span className={classes.noAnswer}>{t('requests.noAnswer')}</span>
      ) : (
        <StatusChip status={record.status} text={record.statusText} />
      )}
      <span className="mono" title={t('requests.answerTook', { time: took })}>
        {took}
      </span>
      <span className="mono" title={t('requests.answerSize', { size })}>
        {size}
      </span>
      {record.requestId && (
        <span className={classes.requestId} title={record.requestId}>
          <span className="mono">{record.requestId}</span>
          <CopyButton value={record.requestId} label={t('requests.requestId')} />
        </span>
      )}
    </div>
  )
}
