import { Loader } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'

import type { ExchangeRecord } from '../../../../shared/model/exchange.ts'
import { useHost } from '../../../lib/api-context.tsx'
import { formatMoment } from '../../../lib/format-time.ts'
import { Dialog } from '../../../ui/dialog.tsx'
import { ErrorNote } from '../../../ui/error-note.tsx'
import { VirtualRows } from '../../../ui/exchange/body/virtual-rows.tsx'
import classes from './compare-dialog.module.css'
import { type ComparedLine, compareTexts } from './compare-texts.ts'
import { type AnswerText, textOfAnswer } from './text-of-answer.ts'

interface CompareDialogProps {
  readonly before: ExchangeRecord
  readonly after: ExchangeRecord
  readonly onClose: () => void
}

/** What differs between two answers: head and body, line by line. */
export function CompareDialog({ before, after, onClose }: CompareDialogProps) {
  const { t, i18n } = useTranslation()
  const host = useHost()
  const compared = useQuery({
    queryKey: ['history', 'compared', before.id, after.id],
    queryFn: async ({ signal }) => {
      const [one, other] = await Promise.all(
        [before, after].map((record) => textOfAnswer(record, host.bodyUrl(record.id), signal)),
      )
      return { bodies: [one!.body, other!.body], lines: compareTexts(one!.text, other!.text) }
    },
    staleTime: Infinity,
    gcTime: 0,
  })

  return (
    <Dialog title={t('history.compare.title')} size="90%" hasFields={false} onClose={onClose}>
      <div className={classes.sides}>
        {[before, after].map((record, at) => (
          <p key={at} data-kind={at === 0 ? 'removed' : 'added'}>
            {at === 0 ? '−' : '+'} {formatMoment(record.startedAtMs, i18n.language)} {record.method}{' '}
            <span className="mono">{record.url}</span>
          </p>
        ))}
      </div>
      {compared.isPending && <Loader size="xs" m="md" />}
      {compared.isError && <ErrorNote error={compared.error} onRetry={() => void compared.refetch()} />}
      {compared.data && <Compared {...compared.data} />}
    </Dialog>
  )
}

interface ComparedProps {
  readonly bodies: readonly AnswerText['body'][]
  readonly lines: readonly ComparedLine[] | null
}

function Compared({ bodies, lines }: ComparedProps) {
  const { t } = useTranslation()
  const [{ from, count }, setRange] = useState({ from: 0, count: 60 })
  const [changed, setChanged] = useState<number | null>(null)
  if (!lines) return <p role="status">{t('history.compare.tooDifferent')}</p>
  const places = lines.flatMap(({ kind }, at) =>
    kind !== 'same' && lines[at - 1]?.kind !== kind ? [at] : [],
  )
  const unseen = (['cut', 'binary', 'not-kept'] as const).filter((body) => bodies.includes(body))

  return (
    <>
      <p className={classes.note} role="status">
        {places.length === 0
          ? t('history.compare.same')
          : t('history.compare.count', { count: lines.filter(({ kind }) => kind !== 'same').length })}{' '}
        {unseen.map((body) => t(`history.compare.${body}`)).join(' ')}
      </p>
      <div className={classes.lines}>
        <VirtualRows
          role="textbox"
          label={t('history.compare.lines')}
          count={lines.length}
          first={from}
          target={changed === null ? null : { row: changed }}
          onRange={setRange}
          onKeyDown={(event) => {
            if (event.key !== 'n' && event.key !== 'p') return
            const at = changed ?? -1
            const next =
              event.key === 'n' ? places.find((place) => place > at) : places.findLast((place) => place < at)
            if (next !== undefined) setChanged(next)
          }}
        >
          {lines.slice(from, from + count).map(({ kind, text }, at) => (
            <div key={from + at} className={classes.line} data-kind={kind}>
              <span aria-hidden>{marks[kind]}</span>
              {text}
            </div>
          ))}
        </VirtualRows>
      </div>
    </>
  )
}

const marks = { same: ' ', removed: '−', added: '+' } as const
