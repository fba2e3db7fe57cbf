import { Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'

import type { RequestAuth } from '../../../../shared/model/request-auth.ts'
import type { Client } from '../../../lib/api.ts'
import { useApi } from '../../../lib/api-context.tsx'
import { OauthSignIn } from './oauth-sign-in.tsx'

interface Inherited {
  readonly auth: RequestAuth
  /** The name of the folder or collection that says so. */
  readonly from: string
}

/** What a request has from its folders, and the sign-in that it needs. */
export function InheritedAuth({ requestId }: { requestId: string }) {
  const { t } = useTranslation()
  const { client, query } = useApi()
  const { data } = useQuery({
    queryKey: [...query.collections.folder.key(), 'nearest auth', requestId],
    queryFn: () => nearestAuth(client, requestId),
    gcTime: 0,
  })
  if (!data) return null
  return (
    <>
      <Text size="sm" role="note">
        {t('requests.auth.inheritedFrom', {
          kind: t(`requests.auth.kinds.${data.auth.kind}`),
          name: data.from,
        })}
      </Text>
      {data.auth.kind === 'oauth2-authorization-code' && <OauthSignIn auth={data.auth} />}
    </>
  )
}

/** From the folder that the request is in outwards. */
async function nearestAuth(client: Client, requestId: string): Promise<Inherited | null> {
  const steps = requestId.split('/')
  for (let count = steps.length - 1; count > 0; count -= 1) {
    const { auth, name } = await client.collections.folder({ id: steps.slice(0, count).join('/') })
    if (auth.kind !== 'inherit') return { auth, from: name }
  }
  return null
}
