import { Button, Group, Stack, Text } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'

import { newPassphraseLength, type VaultStatus } from '../../../shared/model/vault.ts'
import { useApi } from '../../lib/api-context.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { ErrorNote } from '../../ui/error-note.tsx'
import { SecretField } from './secret-field.tsx'

export type VaultAction = 'create' | 'unlock' | 'change' | 'wipe'

const titles = { create: 'set', unlock: 'unlock', change: 'change', wipe: 'wipe' } as const

/** Asks for what an action on the vault needs, and does it. */
export function VaultDialog({ action, onClose }: { action: VaultAction; onClose: () => void }) {
  const { t } = useTranslation()
  const [old, setOld] = useState('')
  const [fresh, setFresh] = useState('')
  const [again, setAgain] = useState('')
  const run = useVaultAction(onClose)
  const asksOld = action === 'unlock' || action === 'change'
  const asksFresh = action === 'create' || action === 'change'
  const isShort = fresh !== '' && fresh.length < newPassphraseLength
  const differs = again !== '' && again !== fresh
  const isReady = (!asksOld || old) && (!asksFresh || (fresh && !isShort && again === fresh))

  return (
    <Dialog title={t(`settings.vault.${titles[action]}`)} hasFields={action !== 'wipe'} onClose={onClose}>
      <form
        onSubmit={(event) => {
          event.preventDefault()
          if (isReady) run.mutate({ action, old, fresh })
        }}
      >
        <Stack gap="sm">
          {action === 'wipe' && <Text>{t('settings.vault.wipeQuestion')}</Text>}
          {asksOld && (
            <SecretField
              label={t(action === 'unlock' ? 'settings.vault.passphrase' : 'settings.vault.old')}
              value={old}
              onChange={setOld}
            />
          )}
          {asksFresh && (
            <>
              <SecretField
                label={t('settings.vault.new')}
                value={fresh}
                onChange={setFresh}
                error={isShort && t('settings.vault.tooShort')}
              />
              <SecretField
                label={t('settings.vault.again')}
                value={again}
                onChange={setAgain}
                error={differs && t('settings.vault.differs')}
              />
              <Text c="dimmed">{t('settings.vault.cannotRecover')}</Text>
            </>
          )}
          {run.error && <ErrorNote error={run.error} />}
          <Group justify="flex-end">
            <Button onClick={onClose}>{t('common.cancel')}</Button>
            <Button
              type="submit"
              variant="filled"
              {...(action === 'wipe' && { color: 'red' })}
              loading={run.isPending}
              disabled={!isReady}
            >
              {t(action === 'wipe' ? 'settings.vault.wipeNow' : 'common.save')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Dialog>
  )
}

function useVaultAction(onDone: () => void) {
  const { client: host, query } = useApi()
  const client = useQueryClient()
  const run = ({ action, old, fresh }: { action: VaultAction; old: string; fresh: string }) => {
    if (action === 'create') return host.vault.create({ passphrase: fresh })
    if (action === 'unlock') return host.vault.unlock({ passphrase: old })
    return action === 'wipe' ? host.vault.wipe() : host.vault.changePassphrase({ old, new: fresh })
  }
  return useMutation({
    mutationFn: run,
    onSuccess: async (now: VaultStatus) => {
      client.setQueryData(query.vault.status.queryKey(), now)
      await client.invalidateQueries({ queryKey: query.app.info.queryKey() })
      onDone()
    },
  })
}
