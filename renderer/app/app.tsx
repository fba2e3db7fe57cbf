import { MantineProvider, mergeThemeOverrides } from '@mantine/core'
import { ModalsProvider } from '@mantine/modals'
import { Notifications } from '@mantine/notifications'
import { QueryClientProvider, type QueryClient } from '@tanstack/react-query'
import { type ReactNode, useEffect, useMemo } from 'react'
import { useTranslation } from 'react-i18next'

import type { Host } from '../host/host.ts'
import type { Api } from '../lib/api.ts'
import { ApiProvider } from '../lib/api-context.tsx'
import { changeLanguage, preferredLanguage } from '../lib/i18n.ts'
import { useSettings } from '../lib/settings.ts'
import { DamagedNotices } from './damaged-notices.tsx'
import { Layout } from './layout.tsx'
import { LiveData } from './live-data.tsx'
import { nameCloseButtons, resolveCssVariables, theme } from './theme.ts'

export function App({ host, api, queries }: { host: Host; api: Api; queries: QueryClient }) {
  return (
    <QueryClientProvider client={queries}>
      <ApiProvider host={host} api={api}>
        <Appearance>
          <LiveData />
          <DamagedNotices />
          <Layout />
        </Appearance>
      </ApiProvider>
    </QueryClientProvider>
  )
}

/** Theme and language as the settings say; until they are known, as the system says. */
function Appearance({ children }: { children: ReactNode }) {
  const { t } = useTranslation()
  const { settings } = useSettings()
  const named = useMemo(() => mergeThemeOverrides(theme, nameCloseButtons(t('common.close'))), [t])
  const language = settings?.language ?? preferredLanguage()

  useEffect(() => {
    void changeLanguage(language)
  }, [language])

  const forced = settings && settings.theme !== 'system' ? { forceColorScheme: settings.theme } : {}
  return (
    <MantineProvider
      theme={named}
      cssVariablesResolver={resolveCssVariables}
      defaultColorScheme="auto"
      {...forced}
    >
      <ModalsProvider>
        <Notifications position="bottom-right" limit={4} />
        {children}
      </ModalsProvider>
    </MantineProvider>
  )
}
