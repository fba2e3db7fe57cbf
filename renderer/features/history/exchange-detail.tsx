import { ActionIcon, Button, Tabs } from '@mantine/core'
import { IconX } from '@tabler/icons-react'
import { lazy, type RefObject, Suspense, useState } from 'react'
import { useTranslation } from 'react-i18next'

import type { ExchangeRecord } from '../../../shared/model/exchange.ts'
import { explainProblem } from '../../lib/explain-error.ts'
import { CopyButton } from '../../ui/copy-button.tsx'
import { ErrorMeaning } from '../../ui/error-meaning.tsx'
import { AnswerBody } from '../../ui/exchange/answer-body.tsx'
import { ExchangeTiming } from '../../ui/exchange/exchange-timing.tsx'
import { HeaderTable } from '../../ui/exchange/header-table.tsx'
import { SentRequest } from '../../ui/exchange/sent-request.tsx'
import { StatusChip } from '../../ui/exchange/status-chip.tsx'
import { MethodTag } from '../../ui/method-tag.tsx'
import { ConfirmAgain } from './confirm-again.tsx'
import classes from './exchange-detail.module.css'
import { useExchangeActions } from './use-exchange-actions.ts'

const CompareDialog = lazy(async () => ({
  default: (await import('./compare/compare-dialog.tsx')).CompareDialog,
}))

interface ExchangeDetailProps {
  readonly record: ExchangeRecord
  /** The one that others are compared with, once it is chosen. */
  readonly base: ExchangeRecord | null
  readonly onBase: (record: ExchangeRecord | null) => void
  readonly detailRef: RefObject<HTMLElement | null>
  readonly onClose: () => void
}

/** One exchange, whole. */
export function ExchangeDetail(props: ExchangeDetailProps) {
  const { record, detailRef, onClose } = props
  const { t } = useTranslation()
  const hasAnswer = record.status !== null
  const [part, setPart] = useState<string | null>(hasAnswer ? 'answer' : 'sent')

  return (
    <section
      ref={detailRef}
      tabIndex={-1}
      className={classes.detail}
      aria-label={t('history.detail')}
      onKeyDown={(event) => {
        if (event.key === 'Escape' && !event.defaultPrevented) onClose()
      }}
    >
      <DetailHead {...props} />
      <Tabs value={part} onChange={setPart} keepMounted={false} className={classes.tabs ?? ''}>
        <Tabs.List>
          {hasAnswer && <Tabs.Tab value="answer">{t('history.tab.answer')}</Tabs.Tab>}
          {hasAnswer && (
            <Tabs.Tab value="headers">
              {t('history.tab.headers')} {record.responseHeaders.length}
            </Tabs.Tab>
          )}
          <Tabs.Tab value="sent">{t('history.tab.sent')}</Tabs.Tab>
          <Tabs.Tab value="timing">{t('history.tab.timing')}</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="answer">
          <AnswerBody record={record} />
        </Tabs.Panel>
        <Tabs.Panel value="headers">
          <HeaderTable headers={record.responseHeaders} label={t('history.responseHeaders')} />
        </Tabs.Panel>
        <Tabs.Panel value="sent">
          <SentRequest record={record} />
        </Tabs.Panel>
        <Tabs.Panel value="timing" className={classes.padded ?? ''}>
          <ExchangeTiming record={record} />
        </Tabs.Panel>
      </Tabs>
    </section>
  )
}

function DetailHead({ record, base, onBase, onClose }: ExchangeDetailProps) {
  const { t } = useTranslation()
  const { openAsRequest, saveAsRequest, copyAsCurl, sendAgain, isSending } = useExchangeActions(record)
  const [asking, setAsking] = useState<'again' | 'compare' | null>(null)
  const isSafe = ['GET', 'HEAD', 'OPTIONS'].includes(record.method.toUpperCase())
  const isOther = base !== null && base.id !== record.id
  return (
    <div className={classes.head}>
      <div className={classes.line}>
        <MethodTag method={record.method} />
        {record.status !== null && <StatusChip status={record.status} text={record.statusText} />}
        <ActionIcon className={classes.close ?? ''} aria-label={t('history.closeDetail')} onClick={onClose}>
          <IconX size={15} aria-hidden />
        </ActionIcon>
        <span className={classes.actions}>
          <Button onClick={openAsRequest}>{t('history.openAsRequest')}</Button>
          <Button loading={isSending} onClick={isSafe ? sendAgain : () => setAsking('again')}>
            {t('history.again')}
          </Button>
          {isOther ? (
            <Button variant="filled" onClick={() => setAsking('compare')}>
              {t('history.compare.withChosen')}
            </Button>
          ) : (
            <Button aria-pressed={base !== null} onClick={() => onBase(base ? null : record)}>
              {t(base ? 'history.compare.chooseOther' : 'history.compare.start')}
            </Button>
          )}
          <Button onClick={copyAsCurl}>{t('history.copyCurl')}</Button>
          <Button onClick={saveAsRequest}>{t('requests.collection.saveInto')}</Button>
        </span>
      </div>
      {asking === 'again' && (
        <ConfirmAgain record={record} onConfirm={sendAgain} onClose={() => setAsking(null)} />
      )}
      {asking === 'compare' && base && (
        <Suspense>
          <CompareDialog before={base} after={record} onClose={() => setAsking(null)} />
        </Suspense>
      )}
      <p className={classes.url}>{record.url}</p>
      {record.problem && (
        <p className={classes.problem}>
          {explainProblem(t, record.problem)} <ErrorMeaning code={record.problem.code} />
        </p>
      )}
      {record.requestId && (
        <p className={classes.requestId}>
          {t('requests.requestId')} <span className="mono">{record.requestId}</span>
          <CopyButton value={record.requestId} label={t('requests.requestId')} />
        </p>
      )}
    </div>
  )
}
