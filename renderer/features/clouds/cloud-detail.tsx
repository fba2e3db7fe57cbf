import { Button, Group, Stack, Tabs, Text, Title } from '@mantine/core'
import { modals } from '@mantine/modals'
import { useMutation } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'

import type { Cloud } from '../../../shared/model/cloud.ts'
import { useApi } from '../../lib/api-context.tsx'
import { isSignedIn, type SignedInCloud } from '../../lib/live.ts'
import { ErrorNote } from '../../ui/error-note.tsx'
import { CloudCatalog } from './cloud-catalog.tsx'
import classes from './clouds-screen.module.css'
import { SessionFacts } from './session-facts.tsx'
import { SettingsFacts } from './settings-facts.tsx'
import { SignInForm } from './sign-in-form.tsx'
import { useStartSandbox } from './use-start-sandbox.ts'

/** What is known of the chosen cloud, and what can be done with its session. */
export function CloudDetail({ cloud, onEdit }: { cloud: Cloud; onEdit: () => void }) {
  const { t } = useTranslation()
  const { query } = useApi()
  const signOut = useMutation(query.clouds.signOut.mutationOptions())
  const remove = useMutation(query.clouds.remove.mutationOptions())
  const isSandbox = cloud.origin === 'sandbox'

  const confirmRemoval = () =>
    modals.openConfirmModal({
      title: t('clouds.removeTitle', { name: cloud.settings.name }),
      children: <Text>{t('clouds.removeHint')}</Text>,
      labels: { confirm: t('clouds.remove'), cancel: t('common.cancel') },
      confirmProps: { color: 'red', variant: 'filled' },
      onConfirm: () => remove.mutate({ cloudId: cloud.id }),
    })

  return (
    <section className={classes.detail} aria-label={cloud.settings.name}>
      <Stack gap="lg" maw={960}>
        <Group justify="space-between">
          <Title order={1}>{cloud.settings.name}</Title>
          <Group>
            {isSignedIn(cloud) && (
              <Button onClick={() => signOut.mutate({ cloudId: cloud.id })} loading={signOut.isPending}>
                {t('clouds.signOut')}
              </Button>
            )}
            {!isSandbox && <Button onClick={onEdit}>{t('clouds.edit')}</Button>}
            <Button onClick={confirmRemoval} loading={remove.isPending}>
              {t('clouds.remove')}
            </Button>
          </Group>
        </Group>
        {(signOut.error ?? remove.error) && <ErrorNote error={signOut.error ?? remove.error} />}
        {isSignedIn(cloud) ? (
          <SignedIn cloud={cloud} />
        ) : isSandbox ? (
          <SandboxStart />
        ) : (
          <SignInForm cloud={cloud} />
        )}
        {!isSignedIn(cloud) && <SettingsFacts cloud={cloud} />}
      </Stack>
    </section>
  )
}

/** Session and settings, or the catalog. */
function SignedIn({ cloud }: { cloud: SignedInCloud }) {
  const { t } = useTranslation()
  return (
    <Tabs defaultValue="session" keepMounted={false}>
      <Tabs.List mb="md">
        <Tabs.Tab value="session">{t('clouds.session')}</Tabs.Tab>
        <Tabs.Tab value="catalog">{t('clouds.catalog')}</Tabs.Tab>
      </Tabs.List>
      <Tabs.Panel value="session">
        <Stack gap="lg">
          <SessionFacts cloud={cloud} />
          <SettingsFacts cloud={cloud} />
        </Stack>
      </Tabs.Panel>
      <Tabs.Panel value="catalog">
        <CloudCatalog cloud={cloud} />
      </Tabs.Panel>
    </Tabs>
  )
}

function SandboxStart() {
  const { t } = useTranslation()
  const sandbox = useStartSandbox()
  return (
    <Group>
      <Button variant="filled" onClick={sandbox.start} loading={sandbox.isStarting}>
        {t('clouds.startSandbox')}
      </Button>
      <Text c="dimmed">{t('clouds.sandboxHint')}</Text>
    </Group>
  )
}
