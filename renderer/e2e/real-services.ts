import type { RealCloud, RealUser } from './real-cloud.ts'

/** What a test needs made, looked up or removed on the real cloud, past the page that it is about. */
export interface RealServices {
  readonly token: string
  readonly user: { readonly id: string }
  /** A path below the Identity API's version. Throws when it is refused. */
  identity<Answer = unknown>(method: string, path: string, body?: object): Promise<Answer>
  /** Deletes whatever this user's project has in one Glance. */
  deleteImages(imageUrl: string): Promise<void>
}

export async function servicesAs({ identityUrl }: RealCloud, user: RealUser): Promise<RealServices> {
  const domain = { id: 'default' }
  const { name, password, project } = user
  const order = {
    identity: { methods: ['password'], password: { user: { name, domain, password } } },
    scope: { project: { name: project.name, domain } },
  }
  const signedIn = await call(`${identityUrl}/auth/tokens`, 'POST', { auth: order })
  const token = signedIn.headers.get('x-subject-token') ?? ''
  const { token: told } = (await signedIn.json()) as { token: Record<'project' | 'user', { id: string }> }

  return {
    token,
    user: told.user,
    async identity<Answer>(method: string, path: string, body?: object) {
      const answer = await call(`${identityUrl}${path}`, method, body, token)
      return (answer.status === 204 ? null : await answer.json()) as Answer
    },
    async deleteImages(imageUrl) {
      const listed = await call(
        `${imageUrl}/v2/images?limit=1000&owner=${told.project.id}`,
        'GET',
        undefined,
        token,
      )
      const { images } = (await listed.json()) as { images: { id: string }[] }
      for (const { id } of images) await call(`${imageUrl}/v2/images/${id}`, 'DELETE', undefined, token)
    },
  }
}

async function call(url: string, method: string, body?: object, token?: string): Promise<Response> {
  const answer = await fetch(url, {
    method,
    headers: { 'Content-Type': 'application/json', ...(token !== undefined && { 'X-Auth-Token': token }) },
    ...(body && { body: JSON.stringify(body) }),
  })
  if (!answer.ok) throw new Error(`${method} ${url}: ${answer.status} ${await answer.text()}`)
  return answer
}
