import { Stack, Text, Title } from '@mantine/core'
import { useTranslation } from 'react-i18next'

import type { Cloud } from '../../../shared/model/cloud.ts'
import { FactList } from '../../ui/fact-list.tsx'

/** What is set for a cloud. */
export function SettingsFacts({ cloud: { settings, origin } }: { cloud: Cloud }) {
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
          [t('clouds.method'), t(`clouds.methods.${settings.auth.method}`)],
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
          ...(settings.clientCertFile === null
            ? []
            : ([[t('clouds.clientCert'), settings.clientCertFile]] as const)),
          [t('clouds.protect'), settings.isProtected ? t('common.yes') : t('common.no')],
        ]}
      />
    </Stack>
  )
}
