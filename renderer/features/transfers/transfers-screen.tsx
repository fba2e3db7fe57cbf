import { Button, Center, Group, Loader, Text, Title } from '@mantine/core'
import { lazy, Suspense, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'

import { useCommands } from '../../lib/commands.ts'
import { useTransfers } from '../../lib/live.ts'
import { useNavigation } from '../../lib/navigation.ts'
import { EmptyState } from '../../ui/empty-state.tsx'
import { inLineOrder } from './in-line-order.ts'
import { NoticesButton } from './notices-button.tsx'
import { TransferList } from './transfer-list.tsx'
import classes from './transfers.module.css'
import { useTransferActions } from './use-transfer-actions.ts'

/** Everything that moves or has moved between files and clouds: what runs first, then what ended, newest first. */
export function TransfersScreen() {
  const { t } = useTranslation()
  const transfers = useTransfers()
  const actions = useTransferActions()
  const [isLimiting, setLimiting] = useState(false)
  const rows = useMemo(() => inLineOrder(transfers ?? []), [transfers])
  const ended = rows.filter((transfer) => transfer.endedAtMs !== null).length
  useDismissCommand(ended > 0, actions.dismissEnded)

  if (!transfers)
    return (
      <Center>
        <Loader size="sm" />
      </Center>
    )
  return (
    <section className={classes.screen}>
      <header className={classes.header}>
        <Title order={1}>{t('screens.transfers')}</Title>
        <Text c="dimmed">{t('transfers.summary', { running: rows.length - ended, ended })}</Text>
        <Group gap="xs" ml="auto">
          <NoticesButton />
          <Button onClick={() => setLimiting(true)}>{t('transfers.limits.open')}</Button>
          {ended > 0 && <Button onClick={actions.dismissEnded}>{t('transfers.dismissEnded')}</Button>}
        </Group>
      </header>
      {rows.length === 0 ? (
        <NoTransfers />
      ) : (
        <>
          <TransferList transfers={rows} actions={actions} />
          <p className={classes.keys}>{t('transfers.keys')}</p>
        </>
      )}
      {isLimiting && (
        <Suspense>
          <LimitsDialog onClose={() => setLimiting(false)} />
        </Suspense>
      )}
    </section>
  )
}

const LimitsDialog = lazy(async () => ({ default: (await import('./limits-dialog.tsx')).LimitsDialog }))

function NoTransfers() {
  const { t } = useTranslation()
  const go = useNavigation((navigation) => navigation.go)
  return (
    <EmptyState title={t('transfers.none.title')} hint={t('transfers.none.hint')}>
      <Button variant="filled" onClick={() => go('images')}>
        {t('transfers.none.open')}
      </Button>
    </EmptyState>
  )
}

function useDismissCommand(isOffered: boolean, dismissEnded: () => void): void {
  const { t } = useTranslation()
  const commands = useMemo(
    () =>
      isOffered
        ? [{ id: 'transfers-dismiss-ended', label: t('transfers.dismissEnded'), run: dismissEnded }]
        : [],
    [isOffered, t, dismissEnded],
  )
  useCommands('transfers', commands)
}
