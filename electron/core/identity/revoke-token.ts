import { callIdentity, type IdentityClient, refusedBy } from './call-identity.ts'

/**
 * Ends a token (Identity API v3, "Revoke token"). One that is no longer valid counts as revoked. Tried for five
 * seconds at most: nobody should wait longer to leave.
 */
export async function revokeToken(
  client: IdentityClient,
  { endpoint, token }: { endpoint: string; token: string },
  signal: AbortSignal,
): Promise<void> {
  const url = `${endpoint}/v3/auth/tokens`
  const answer = await callIdentity(
    client,
    {
      method: 'DELETE',
      url,
      headers: [
        ['X-Auth-Token', token],
        ['X-Subject-Token', token],
      ],
    },
    AbortSignal.any([signal, AbortSignal.timeout(5000)]),
  )
  const isGone = answer.status === 401 || answer.status === 404
  if (!isGone && (answer.status < 200 || answer.status > 299)) throw refusedBy(url, answer, [token])
}
