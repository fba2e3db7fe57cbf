import { Alert, Tabs } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'

import { formatDuration } from '../../lib/format-time.ts'
import { AnswerBody } from '../../ui/exchange/answer-body.tsx'
import { HeaderTable } from '../../ui/exchange/header-table.tsx'
import { StatusChip } from '../../ui/exchange/status-chip.tsx'
import { callFacts, type TourCall, tourImageVariable } from './tour-calls.ts'
import classes from './tour.module.css'
import type { useTourCall } from './use-tour-call.ts'

interface TourAnswerProps {
  call: TourCall
  state: ReturnType<typeof useTourCall>
}

/** What came back, whole, and what is worth a look in it. */
export function TourAnswer({ call, state: { record, isDone, isByClick } }: TourAnswerProps) {
  const { t } = useTranslation('tour')
  const expected = callFacts[call].status

  return (
    <section className={classes.answer} aria-labelledby="tour-answer">
      <div className={classes.paneHead}>
        <h3 id="tour-answer">{t('answer')}</h3>
        <span role="status" className={classes.outcome}>
          {record && record.status !== null && (
            <>
              <StatusChip status={record.status} text={record.statusText} />
              <span className="mono">{formatDuration(record.tookMs)}</span>
            </>
          )}
        </span>
      </div>
      {!record && <p className={classes.faint}>{t(isDone ? 'answerGone' : 'answerNone')}</p>}
      {record && record.status !== null && record.status !== expected && (
        <Alert color="orange" variant="light" p="xs" role="alert">
          {t('unexpected', { expected, status: record.status })}
        </Alert>
      )}
      {isByClick && <p className={classes.faint}>{t('byClick')}</p>}
      {isDone && (
        <p className={classes.notice}>
          <span className={classes.label}>{t('notice')}</span>{' '}
          {t(`call.${call}.notice`, {
            variable: call === 'token' ? '{{cloud.token}}' : `{{${tourImageVariable}}}`,
          })}
        </p>
      )}
      {record && <Parts key={record.id} call={call} record={record} />}
    </section>
  )
}

/** An answer without a body has its headers open. */
function Parts({
  call,
  record,
}: {
  call: TourCall
  record: NonNullable<TourAnswerProps['state']['record']>
}) {
  const { t } = useTranslation('tour')
  const isBodyFirst = record.receivedBytes > 0 && call !== 'token'
  const [part, setPart] = useState<string | null>(isBodyFirst ? 'body' : 'headers')

  return (
    <Tabs value={part} onChange={setPart} keepMounted={false}>
      <Tabs.List>
        <Tabs.Tab value="headers">{t('headers')}</Tabs.Tab>
        <Tabs.Tab value="body">{t('body')}</Tabs.Tab>
      </Tabs.List>
      <Tabs.Panel value="headers">
        <div className={classes.part} tabIndex={0} role="group" aria-label={t('headers')}>
          <HeaderTable headers={record.responseHeaders} label={t('headers')} />
        </div>
      </Tabs.Panel>
      <Tabs.Panel value="body">
        <div className={classes.part}>
          <AnswerBody record={record} />
        </div>
      </Tabs.Panel>
    </Tabs>
  )
}
