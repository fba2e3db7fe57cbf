import { useSyncExternalStore } from 'react'

import type { ConnectionState } from '../host/host.ts'
import { useHost } from '../lib/api-context.tsx'

/** Whether the host is there. In the served shell it may be stopped while the page stays open. */
export function useConnection(): ConnectionState {
  const host = useHost()
  return useSyncExternalStore(host.onConnection, () => host.connection())
}
