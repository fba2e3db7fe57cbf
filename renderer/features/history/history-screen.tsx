import { Button, Loader, TextInput } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { IconSearch } from '@tabler/icons-react'
import { useMemo, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'

import type { ExchangeRecord } from '../../../shared/model/exchange.ts'
import { useCommands } from '../../lib/commands.ts'
import { EmptyState } from '../../ui/empty-state.tsx'
import { ErrorNote } from '../../ui/error-note.tsx'
import { Split } from '../../ui/split.tsx'
import { ClearHistory } from './clear-history.tsx'
import { ExchangeDetail } from './exchange-detail.tsx'
import { ExchangeTable } from './exchange-table.tsx'
import classes from './history-screen.module.css'
import { useExchanges } from './use-exchanges.ts'

/** Everything that was sent, by either half of the app. */
export function HistoryScreen() {
  const { t } = useTranslation()
  const [typed, setTyped] = useState('')
  const [text] = useDebouncedValue(typed, 200)
  const [isClearing, setClearing] = useState(false)
  const exchanges = useExchanges(text.trim())
  useCommands(
    'history',
    useMemo(
      () => [{ id: 'history-clear', label: t('history.clearConfirm'), run: () => setClearing(true) }],
      [t],
    ),
  )

  return (
    <div className={classes.screen}>
      <div className={classes.bar}>
        <h1 className={classes.title}>{t('history.title')}</h1>
        <TextInput
          className={classes.search ?? ''}
          type="search"
          aria-label={t('history.search')}
          placeholder={t('history.searchHint')}
          leftSection={<IconSearch size={14} aria-hidden />}
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
        />
        <span className={classes.total} role="status">
          {!exchanges.isPending && t('history.total', { count: exchanges.total })}
        </span>
        <Button disabled={exchanges.total === 0 && text === ''} onClick={() => setClearing(true)}>
          {t('history.clear')}…
        </Button>
      </div>
      <Exchanges key={text.trim()} exchanges={exchanges} text={text.trim()} />
      {isClearing && <ClearHistory onClose={() => setClearing(false)} />}
    </div>
  )
}

interface ExchangesProps {
  readonly exchanges: ReturnType<typeof useExchanges>
  readonly text: string
}

function Exchanges({ exchanges, text }: ExchangesProps) {
  const { t } = useTranslation()
  const { total, error, selected, select } = exchanges
  const tableRef = useRef<HTMLDivElement>(null)
  const detailRef = useRef<HTMLElement>(null)
  const [base, setBase] = useState<ExchangeRecord | null>(null)

  if (exchanges.isPending) return <Loader size="xs" m="md" />
  if (error !== null)
    return (
      <div>
        <ErrorNote error={error} onRetry={exchanges.retry} />
      </div>
    )
  if (total === 0)
    return text === '' ? (
      <EmptyState title={t('history.emptyTitle')} hint={t('history.emptyHint')} />
    ) : (
      <EmptyState title={t('history.nothingFound')} hint={t('history.nothingFoundHint', { text })} />
    )
  return (
    <Split name="history" label={t('history.resizeDetail')} orientation="horizontal" first="60%">
      <ExchangeTable
        exchanges={exchanges}
        tableRef={tableRef}
        onSelect={select}
        onEnter={() => detailRef.current?.focus()}
      />
      {selected ? (
        <ExchangeDetail
          key={selected.id}
          record={selected}
          base={base}
          onBase={setBase}
          detailRef={detailRef}
          onClose={() => {
            select(null)
            tableRef.current?.focus()
          }}
        />
      ) : (
        <p className={classes.choose}>{t('history.chooseOne')}</p>
      )}
    </Split>
  )
}
