import { Anchor, Loader, SegmentedControl } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'

import type { ExchangeRecord } from '../../../shared/model/exchange.ts'
import { useHost } from '../../lib/api-context.tsx'
import { type BodyWindow, fetchBodyWindow, textOfWindow } from '../../lib/body-window.ts'
import { formatBytes } from '../../../shared/format-bytes.ts'
import { looksLikeJson } from '../../lib/looks-like-json.ts'
import { reindentJson } from '../../lib/reindent-json.ts'
import { contentTypeOf, saveNameOf } from '../../lib/save-name.ts'
import { softenLines } from '../../lib/soften-lines.ts'
import { Code } from '../code/code.tsx'
import { CopyButton } from '../copy-button.tsx'
import { ErrorNote } from '../error-note.tsx'
import classes from './answer-body.module.css'

/** The beginning of a kept answer, laid out or as it came. The page never holds more than the first 512 KiB. */
export function AnswerBody({ record }: { record: ExchangeRecord }) {
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
  return <LoadedBody record={record} window={window.data} />
}

function LoadedBody({ record, window }: { record: ExchangeRecord; window: BodyWindow }) {
  const { t } = useTranslation()
  const text = useMemo(() => textOfWindow(window), [window])
  if (window.totalBytes === 0) return <p className={classes.note}>{t('requests.body.empty')}</p>
  return text === null ? (
    <BinaryBody record={record} window={window} />
  ) : (
    <TextBody record={record} window={window} text={text} />
  )
}

function BinaryBody({ record, window }: { record: ExchangeRecord; window: BodyWindow }) {
  const { t } = useTranslation()
  const type = contentTypeOf(record.responseHeaders) || t('requests.body.unknownType')
  return (
    <p className={classes.note}>
      {t('requests.body.binary', { size: formatBytes(window.totalBytes ?? record.receivedBytes), type })}{' '}
      <SaveLink record={record} />
    </p>
  )
}

function TextBody({ record, window, text }: { record: ExchangeRecord; window: BodyWindow; text: string }) {
  const { t } = useTranslation()
  const isJson = looksLikeJson(text)
  const [view, setView] = useState<'pretty' | 'raw'>('pretty')
  const isPretty = isJson && view === 'pretty'
  const shown = useMemo(() => softenLines(isPretty ? reindentJson(text) : text), [isPretty, text])
  const isWhole = window.totalBytes === window.bytes.length

  return (
    <div className={classes.body}>
      <div className={classes.bar}>
        {isJson && (
          <SegmentedControl
            aria-label={t('requests.body.view')}
            value={view}
            onChange={setView}
            data={[
              { value: 'pretty', label: t('requests.body.pretty') },
              { value: 'raw', label: t('requests.body.raw') },
            ]}
          />
        )}
        <span className={classes.hint} role="status">
          {!isWhole && <WindowNote window={window} />} {shown.hasBroken && t('requests.body.softened')}
        </span>
        <CopyButton value={text} label={t(isWhole ? 'requests.body.copy' : 'requests.body.copyPart')} />
        <SaveLink record={record} />
      </div>
      <Code value={shown.text} language={isJson ? 'json' : 'text'} label={t('requests.body.label')} />
    </div>
  )
}

function WindowNote({ window: { bytes, totalBytes } }: { window: BodyWindow }) {
  const { t } = useTranslation()
  const shown = formatBytes(bytes.length)
  return totalBytes === null
    ? t('requests.body.windowUnknown', { shown })
    : t('requests.body.window', { shown, total: formatBytes(totalBytes) })
}

function SaveLink({ record }: { record: ExchangeRecord }) {
  const { t } = useTranslation()
  const host = useHost()
  const name = saveNameOf(record)
  return (
    <Anchor className={classes.save} href={host.bodyUrl(record.id, name)} download={name}>
      {t('requests.body.save')}
    </Anchor>
  )
}
