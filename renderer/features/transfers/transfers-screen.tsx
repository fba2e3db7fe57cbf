import { Button, Center, Loader, Text, Title, VisuallyHidden } from '@mantine/core'
import { useCallback, useMemo } from 'react'
import { useTranslation } from 'react-i18next'

import { useCommands } from '../../lib/commands.ts'
import { useTransfers } from '../../lib/live.ts'
import { useNavigation } from '../../lib/navigation.ts'
import { EmptyState } from '../../ui/empty-state.tsx'
import { TransferItem } from './transfer-item.tsx'
import classes from './transfers.module.css'
import { useTransferActions } from './use-transfer-actions.ts'

/** Everything that moves or has moved between files and clouds, newest first. */
export function TransfersScreen() {
  const { t } = useTranslation()
  const transfers = useTransfers()
  const actions = useTransferActions()
  const ended = (transfers ?? []).filter((transfer) => transfer.endedAtMs !== null)
  const dismissEnded = useDismissEnded(ended.map(({ id }) => id).join(' '))

  if (!transfers)
    return (
      <Center>
        <Loader size="sm" />
      </Center>
    )
  if (transfers.length === 0) return <NoTransfers />
  return (
    <section className={classes.screen}>
      <header className={classes.header}>
        <Title order={1}>{t('screens.transfers')}</Title>
        <Text c="dimmed">
          {t('transfers.summary', { running: transfers.length - ended.length, ended: ended.length })}
        </Text>
        {ended.length > 0 && (
          <Button ml="auto" onClick={dismissEnded}>
            {t('transfers.dismissEnded')}
          </Button>
        )}
      </header>
      <ul className={classes.list} tabIndex={0} aria-label={t('screens.transfers')}>
        {transfers.map((transfer) => (
          <TransferItem key={transfer.id} transfer={transfer} actions={actions} />
        ))}
      </ul>
    </section>
  )
}

function NoTransfers() {
  const { t } = useTranslation()
  const go = useNavigation((navigation) => navigation.go)
  return (
    <>
      <VisuallyHidden component="h1">{t('screens.transfers')}</VisuallyHidden>
      <EmptyState title={t('transfers.none.title')} hint={t('transfers.none.hint')}>
        <Button variant="filled" onClick={() => go('images')}>
          {t('transfers.none.open')}
        </Button>
      </EmptyState>
    </>
  )
}

// Ids as one string: the same while bytes move, so that the palette is not told ten times a second.
function useDismissEnded(ids: string): () => void {
  const { t } = useTranslation()
  const { dismiss } = useTransferActions()
  const dismissEnded = useCallback(() => {
    for (const id of ids.split(' ').filter(Boolean)) dismiss(id)
  }, [ids, dismiss])

  const commands = useMemo(
    () =>
      ids === ''
        ? []
        : [{ id: 'transfers-dismiss-ended', label: t('transfers.dismissEnded'), run: dismissEnded }],
    [ids, t, dismissEnded],
  )
  useCommands('transfers', commands)
  return dismissEnded
}
