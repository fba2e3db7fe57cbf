import { Button, Group, SegmentedControl, Stack, Text, Title } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'

import { endpointInterface } from '../../../shared/model/cloud.ts'
import { useApi } from '../../lib/api-context.tsx'
import { formatMoment } from '../../lib/format-time.ts'
import type { SignedInCloud } from '../../lib/live.ts'
import { CopyButton } from '../../ui/copy-button.tsx'
import { ErrorNote } from '../../ui/error-note.tsx'
import { FactList } from '../../ui/fact-list.tsx'
import { RevokeButton } from './revoke-button.tsx'
import { ScopeSwitch } from './scope-switch.tsx'
import { TokenReveal } from './token-reveal.tsx'

/** Who is signed in, with which scope, and for how long. */
export function SessionFacts({ cloud }: { cloud: SignedInCloud }) {
  const { t, i18n } = useTranslation()
  const { session } = cloud
  return (
    <Stack gap="sm">
      <Title order={2}>{t('clouds.session')}</Title>
      <FactList
        facts={[
          [t('clouds.user'), <WithCopy key="user" text={session.user.name} value={session.user.id} />],
          [t('clouds.scope'), <ScopeFact key="scope" cloud={cloud} />],
          [t('clouds.roles'), session.roles.join(', ') || '–'],
          [
            t('clouds.expires'),
            <Group key="expires" gap="sm">
              {formatMoment(session.expiresAtMs, i18n.language)}
              <RenewButton cloud={cloud} />
            </Group>,
          ],
          [t('clouds.interface'), <InterfaceChoice key="interface" cloud={cloud} />],
          [
            t('clouds.token'),
            <Group key="token" gap="sm">
              <TokenReveal cloudId={cloud.id} fingerprint={session.fingerprint} />
              <RevokeButton cloud={cloud} />
            </Group>,
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

function ScopeFact({ cloud }: { cloud: SignedInCloud }) {
  const { t } = useTranslation()
  const { session, settings } = cloud
  const { project, domainName, scope } = session
  return (
    <Group gap="xs">
      {t(`clouds.sessionScopes.${scope}`)}
      {project && <WithCopy text={project.name} value={project.id} />}
      {domainName}
      {settings.auth.method !== 'application-credential' && <ScopeSwitch cloud={cloud} />}
    </Group>
  )
}

/** A token that takes a passcode, or was given, cannot be renewed from here: the button is not there then. */
function RenewButton({ cloud }: { cloud: SignedInCloud }) {
  const { t } = useTranslation()
  const { query } = useApi()
  const renew = useMutation(query.clouds.renew.mutationOptions())
  if (!cloud.session.isRenewable) return <Text c="dimmed">{t('clouds.notRenewable')}</Text>
  return (
    <>
      <Button onClick={() => renew.mutate({ cloudId: cloud.id })} loading={renew.isPending}>
        {t('clouds.renew')}
      </Button>
      {renew.error && <ErrorNote error={renew.error} />}
    </>
  )
}

function InterfaceChoice({ cloud }: { cloud: SignedInCloud }) {
  const { t } = useTranslation()
  const { query } = useApi()
  const switchTo = useMutation(query.clouds.switchRegion.mutationOptions())
  const { session, settings } = cloud
  const { regionName } = session
  if (regionName === null || session.interfaces.length < 2) return settings.interface
  return (
    <>
      <SegmentedControl
        aria-label={t('clouds.interface')}
        value={settings.interface}
        data={session.interfaces}
        disabled={switchTo.isPending}
        onChange={(value) =>
          switchTo.mutate({ cloudId: cloud.id, regionName, interface: endpointInterface.parse(value) })
        }
      />
      {switchTo.error && <ErrorNote error={switchTo.error} />}
    </>
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
