import '@fontsource-variable/inter'
import '@fontsource-variable/jetbrains-mono'
import '@mantine/core/styles.css'
import '@mantine/notifications/styles.css'
import '@mantine/spotlight/styles.css'
import '../ui/tokens.css'

import { QueryClient } from '@tanstack/react-query'
import { StrictMode, useState } from 'react'
import { createRoot } from 'react-dom/client'
import { useTranslation } from 'react-i18next'

import type { Host } from '../host/host.ts'
import { SessionRefusedError } from '../host/served-session.ts'
import { createApi } from '../lib/api.ts'
import { preferredLanguage, startLanguage } from '../lib/i18n.ts'
import { App } from './app.tsx'

/** Finds the host and shows the app over it; when no host answers, says so and what to do. */
export async function startPage(findHost: () => Promise<Host>): Promise<void> {
  await startLanguage(preferredLanguage())
  const element = document.getElementById('page')
  if (!element) throw new Error('the page has no #page element')
  const root = createRoot(element)
  const page = await findHost().then(
    (host) => <AppOver host={host} />,
    (error: unknown) => {
      console.error(error)
      return <NoHost isLocked={error instanceof SessionRefusedError} />
    },
  )
  root.render(<StrictMode>{page}</StrictMode>)
}

function AppOver({ host }: { host: Host }) {
  const [api] = useState(() => createApi(host))
  const [queries] = useState(createQueries)
  return <App host={host} api={api} queries={queries} />
}

function NoHost({ isLocked }: { isLocked: boolean }) {
  const { t } = useTranslation()
  return (
    <main style={{ display: 'grid', placeItems: 'center', height: '100%' }}>
      <p role="alert">{t(isLocked ? 'app.locked' : 'app.hostGone')}</p>
    </main>
  )
}

function createQueries(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      // The host is on this machine: a failed call is an answer, not a hiccup of the network.
      queries: { retry: false, staleTime: 10_000, refetchOnWindowFocus: false, networkMode: 'always' },
      mutations: { retry: false, networkMode: 'always' },
    },
  })
}
