import { Box, Button, Group, SegmentedControl, Stack, Text, Title } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { lazy, Suspense, useState } from 'react'
import { useTranslation } from 'react-i18next'

import { themes } from '../../../shared/model/app-info.ts'
import { useApi } from '../../lib/api-context.tsx'
import { useNavigation } from '../../lib/navigation.ts'
import { useSettings } from '../../lib/settings.ts'
import { ErrorNote } from '../../ui/error-note.tsx'
import { HistorySection } from './history-section.tsx'
import { BackupSection } from './backup-section.tsx'
import { VaultSection } from './vault-section.tsx'
import { FactList } from '../../ui/fact-list.tsx'

const LicencesDialog = lazy(async () => ({
  default: (await import('./licences-dialog.tsx')).LicencesDialog,
}))

export function SettingsScreen() {
  const { t } = useTranslation()
  return (
    <Box p="xl" style={{ overflow: 'auto' }}>
      <Stack gap="xl" maw={640}>
        <Title order={1}>{t('settings.title')}</Title>
        <Appearance />
        <VaultSection />
        <BackupSection />
        <HistorySection />
        <Learn />
        <About />
      </Stack>
    </Box>
  )
}

function Appearance() {
  const { t } = useTranslation()
  const { settings, changeSettings } = useSettings()
  if (!settings) return null

  return (
    <Stack gap="sm">
      <Title order={2}>{t('settings.appearance')}</Title>
      <FactList
        facts={[
          [
            t('settings.theme'),
            <SegmentedControl
              key="theme"
              aria-label={t('settings.theme')}
              value={settings.theme}
              onChange={(theme) => changeSettings({ theme })}
              data={themes.map((theme) => ({ value: theme, label: t(`settings.${theme}`) }))}
            />,
          ],
          [
            t('settings.language'),
            <SegmentedControl
              key="language"
              aria-label={t('settings.language')}
              value={settings.language ?? 'system'}
              onChange={(value) => changeSettings({ language: value === 'system' ? null : value })}
              data={[
                { value: 'en', label: 'English' },
                { value: 'vi', label: 'Tiếng Việt' },
                { value: 'system', label: t('settings.followSystem') },
              ]}
            />,
          ],
        ]}
      />
    </Stack>
  )
}

function Learn() {
  const { t } = useTranslation()
  const go = useNavigation((navigation) => navigation.go)
  return (
    <Stack gap="sm" align="flex-start">
      <Title order={2}>{t('settings.tour')}</Title>
      <Text>{t('app.tourHint')}</Text>
      <Button onClick={() => go('tour')}>{t('app.tour')}</Button>
    </Stack>
  )
}

function About() {
  const { t } = useTranslation()
  const { query } = useApi()
  const info = useQuery(query.app.info.queryOptions({ staleTime: Infinity }))
  const [isShowingLicences, setShowingLicences] = useState(false)

  if (info.isError) return <ErrorNote error={info.error} onRetry={() => void info.refetch()} />
  if (!info.data) return null
  return (
    <Stack gap="sm">
      <Title order={2}>{t('settings.about')}</Title>
      <FactList
        facts={[
          [t('settings.version'), info.data.version],
          [
            t('settings.shell'),
            info.data.shell === 'desktop' ? t('settings.shellDesktop') : t('settings.shellServed'),
          ],
          [
            t('settings.downloadsDir'),
            <span key="dir" className="mono">
              {info.data.downloadsDir}
            </span>,
          ],
        ]}
      />
      <Text c="dimmed">{t('settings.privacy')}</Text>
      <Group>
        <Button onClick={() => setShowingLicences(true)}>{t('settings.licences')}</Button>
      </Group>
      {isShowingLicences && (
        <Suspense>
          <LicencesDialog onClose={() => setShowingLicences(false)} />
        </Suspense>
      )}
    </Stack>
  )
}
