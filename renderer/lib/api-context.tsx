import { createContext, type ReactNode, useContext } from 'react'

import type { Host } from '../host/host.ts'
import type { Api } from './api.ts'

interface Connected {
  readonly host: Host
  readonly api: Api
}

const ConnectedContext = createContext<Connected | null>(null)

export function ApiProvider({ host, api, children }: Connected & { children: ReactNode }) {
  return <ConnectedContext value={{ host, api }}>{children}</ConnectedContext>
}

/** The host's contract: `client` for calls in handlers, `query` for TanStack Query options. */
export function useApi(): Api {
  return useConnected().api
}

/** What the shell around the page can do: files, dialogs, body URLs. */
export function useHost(): Host {
  return useConnected().host
}

function useConnected(): Connected {
  const connected = useContext(ConnectedContext)
  if (!connected) throw new Error('ApiProvider is missing above this component')
  return connected
}
