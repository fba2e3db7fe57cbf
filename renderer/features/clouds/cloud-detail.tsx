import { Button, Group, Stack, Text, Title } from '@mantine/core'
import { modals } from '@mantine/modals'
import { useMutation } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'

import type { Cloud } from '../../../shared/model/cloud.ts'
import { useApi } from '../../lib/api-context.tsx'
import { formatMoment } from '../../lib/format-time.ts'
import { isSignedIn, type SignedInCloud } from '../../lib/live.ts'
import { CopyButton } from '../../ui/copy-button.tsx'
import { ErrorNote } from '../../ui/error-note.tsx'
import { FactList } from '../../ui/fact-list.tsx'
import classes from './clouds-screen.module.css'
import { SignInForm } from './sign-in-form.tsx'
import { TokenReveal } from './token-reveal.tsx'
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
      <Stack gap="lg" maw={720}>
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
          <SessionFacts cloud={cloud} />
        ) : isSandbox ? (
          <SandboxStart />
        ) : (
          <SignInForm cloud={cloud} />
        )}
        <SettingsFacts cloud={cloud} />
      </Stack>
    </section>
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

function SessionFacts({ cloud }: { cloud: SignedInCloud }) {
  const { t, i18n } = useTranslation()
  const { session } = cloud
  return (
    <Stack gap="sm">
      <Title order={2}>{t('clouds.session')}</Title>
      <FactList
        facts={[
          [t('clouds.user'), <WithCopy key="user" text={session.user.name} value={session.user.id} />],
          [
            t('clouds.project'),
            session.project ? (
              <WithCopy key="project" text={session.project.name} value={session.project.id} />
            ) : (
              t('app.noProject')
            ),
          ],
          [t('clouds.roles'), session.roles.join(', ') || '–'],
          [t('clouds.expires'), formatMoment(session.expiresAtMs, i18n.language)],
          [
            t('clouds.token'),
            <TokenReveal key="token" cloudId={cloud.id} fingerprint={session.fingerprint} />,
          ],
          [
            t('clouds.identityEndpoint'),
            <WithCopy
              key="identity"
              text={session.identityEndpoint}
              value={session.identityEndpoint}
              isMono
            />,
          ],
          [
            t('clouds.imageEndpoint'),
            session.imageEndpoint ? (
              <WithCopy key="image" text={session.imageEndpoint} value={session.imageEndpoint} isMono />
            ) : (
              t('clouds.noImageService')
            ),
          ],
        ]}
      />
    </Stack>
  )
}

function WithCopy({ text, value, isMono = false }: { text: string; value: string; isMono?: boolean }) {
  return (
    <Group gap={4} wrap="nowrap">
      <span className={isMono ? 'mono' : ''}>{text}</span>
      {text !== value && <span className="mono">({value})</span>}
      <CopyButton value={value} label={value} />
    </Group>
  )
}

function SettingsFacts({ cloud: { settings, origin } }: { cloud: Cloud }) {
  const { t } = useTranslation()
  return (
    <Stack gap="sm">
      <Title order={2}>{t('clouds.settings')}</Title>
      <FactList
        facts={[
          [t('clouds.origin'), t(`clouds.origins.${origin}`)],
          [
            t('clouds.authUrl'),
            <span key="url" className="mono">
              {settings.authUrl}
            </span>,
          ],
          [t('clouds.region'), settings.regionName ?? t('clouds.firstRegion')],
          [t('clouds.interface'), settings.interface],
          [
            t('clouds.tls'),
            settings.verifyTls ? (
              (settings.caFile ?? t('clouds.tlsSystem'))
            ) : (
              <Text key="tls" component="span" c="var(--bad)">
                {t('clouds.verifyTlsOff')}
              </Text>
            ),
          ],
          [t('clouds.protect'), settings.isProtected ? t('common.yes') : t('common.no')],
        ]}
      />
    </Stack>
  )
}
