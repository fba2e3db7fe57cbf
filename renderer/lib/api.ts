import { createORPCClient } from '@orpc/client'
import type { ContractRouterClient } from '@orpc/contract'
import { createTanstackQueryUtils, type RouterUtils } from '@orpc/tanstack-query'

// As a type only: no schema reaches the page through this file.
import type { Contract } from '../../shared/contract/index.ts'
import type { Host } from '../host/host.ts'

export type Client = ContractRouterClient<Contract>

export interface Api {
  /** For calls in handlers and effects. */
  readonly client: Client
  /** Options and keys for TanStack Query. */
  readonly query: RouterUtils<Client>
}

/** The contract as the page calls it, over whatever link its host has. */
export function createApi({ link }: Pick<Host, 'link'>): Api {
  const client: Client = createORPCClient(link)
  return { client, query: createTanstackQueryUtils(client) }
}
