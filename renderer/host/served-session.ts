/** This page may not talk to the host: it has no cookie, and its token is missing or not the host's. */
export class SessionRefusedError extends Error {
  override readonly name = 'SessionRefusedError'

  constructor() {
    super('this page has no session with the host')
  }
}

/**
 * Trades the token of the printed URL for a cookie that scripts cannot read; without a token, asks whether there is
 * one from before. Throws SessionRefusedError.
 */
export async function openSession(token: string | null, request: typeof fetch): Promise<void> {
  const answer =
    token === null
      ? await request('/session')
      : await request('/session', {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify({ token }),
        })
  if (!answer.ok) throw new SessionRefusedError()
}

/** False where the host answers and has no session for this browser. A host that does not answer may come back. */
export async function hasSession(request: typeof fetch): Promise<boolean> {
  const answer = await request('/session').catch(() => null)
  return answer?.status !== 401
}
