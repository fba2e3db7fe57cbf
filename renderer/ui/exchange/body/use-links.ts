import { newDraft } from '../../../../shared/model/new-draft.ts'
import type { ExchangeRecord } from '../../../../shared/model/exchange.ts'
import type { TreeNode } from '../../../lib/body/body-document.ts'
import { isSignedIn, useActiveCloud } from '../../../lib/live.ts'
import { useNavigation } from '../../../lib/navigation.ts'
import { useWorkbenchInbox } from '../../../lib/workbench-inbox.ts'
import { linkedUrl } from './linked-url.ts'

/** Where values of an answer lead, and the way there: a request in the workbench, ready to be sent. */
export interface Links {
  urlOf(node: TreeNode): string | null
  open(url: string): void
}

export function useLinks({ url, cloudId, requestHeaders }: ExchangeRecord): Links {
  const cloud = useActiveCloud()
  const put = useWorkbenchInbox((inbox) => inbox.put)
  const go = useNavigation((navigation) => navigation.go)
  const isOfCloud = cloud !== undefined && cloud.id === cloudId
  const imageEndpoint = isSignedIn(cloud) ? cloud.session.imageEndpoint : null
  const endpoints = isOfCloud ? [cloud.settings.authUrl, imageEndpoint ?? ''] : []
  // A token goes where one went before, and is that of the cloud in use.
  const isSigned = isOfCloud && requestHeaders.some(([name]) => name.toLowerCase() === 'x-auth-token')
  const token = { name: 'X-Auth-Token', value: '{{cloud.token}}', isEnabled: true }

  return {
    urlOf: ({ key, kind, text, isCut }) =>
      kind === 'string' && !isCut ? linkedUrl(key, text, { url, endpoints }) : null,
    open: (to) => {
      put({ ...newDraft, url: to, headers: isSigned ? [token] : [] })
      go('requests')
    },
  }
}
