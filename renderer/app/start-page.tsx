import '@fontsource-variable/inter'
import '@fontsource-variable/jetbrains-mono'
import '@mantine/core/styles.css'
import '@mantine/notifications/styles.css'
import '@mantine/spotlight/styles.css'
import '../ui/tokens.css'

import { QueryClient } from '@tanstack/react-query'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'

import type { Host } from '../host/host.ts'
import { createApi } from '../lib/api.ts'
import { preferredLanguage, startLanguage } from '../lib/i18n.ts'
import { App } from './app.tsx'

/** Shows the app over whatever host the entry found. */
export async function startPage(host: Host): Promise<void> {
  await startLanguage(preferredLanguage())
  const queries = new QueryClient({
    defaultOptions: {
      // The host is on this machine: a failed call is an answer, not a hiccup of the network.
      queries: { retry: false, staleTime: 10_000, refetchOnWindowFocus: false, networkMode: 'always' },
      mutations: { retry: false, networkMode: 'always' },
    },
  })
  const root = document.getElementById('page')
  if (!root) throw new Error('the page has no #page element')
  createRoot(root).render(
    <StrictMode>
      <App host={host} api={createApi(host)} queries={queries} />
    </StrictMode>,
  )
}
