import type { CloudAccess, ServiceAccess } from '../identity/cloud-access.ts'

/** A cloud as the sandbox and the real cloud of the tests describe themselves. */
export interface KnownCloud {
  readonly identityUrl: string
  readonly imageUrl: string
  /** That of the image service above; nothing where there is but one. */
  readonly regionName?: string
  readonly users: Readonly<Record<'admin' | 'demo', KnownUser>> & { readonly other?: KnownUser }
}

interface KnownUser {
  readonly id: string
  readonly name?: string
  readonly password: string
  readonly project: { readonly id: string }
}

/** Access to one known cloud as one user, without settings or catalog: for tests and benchmarks. */
export function passwordAccess(cloud: KnownCloud, userName: keyof KnownCloud['users'] = 'demo'): CloudAccess {
  const user = cloud.users[userName]
  if (!user) throw new Error(`no user ${userName} there`)
  const connection = { verifyTls: true, extraCaPem: null }
  let token: Promise<string> | null = null
  const access = async (cloudId: string): Promise<ServiceAccess> => {
    token ??= fetchToken(cloud.identityUrl, user)
    return {
      cloudId,
      cloudName: 'test cloud',
      endpoint: cloud.imageUrl,
      token: await token,
      connection,
      isAdmin: userName === 'admin',
      projectId: user.project.id,
    }
  }
  return {
    imageService: access,
    async renewedImageService(cloudId, refusedToken) {
      if ((await token) === refusedToken) token = null
      return await access(cloudId)
    },
    connectionFor: async () => connection,
    facts: async () => [],
  }
}

/** Each cloud by the access of its own. */
export function severalClouds(byId: Readonly<Record<string, CloudAccess>>): CloudAccess {
  const of = (cloudId: string | null): CloudAccess => {
    const access = byId[cloudId ?? '']
    if (!access) throw new Error(`no cloud ${cloudId} here`)
    return access
  }
  return {
    imageService: (cloudId, signal) => of(cloudId).imageService(cloudId, signal),
    renewedImageService: (cloudId, refused, signal) =>
      of(cloudId).renewedImageService(cloudId, refused, signal),
    connectionFor: (cloudId, signal) => of(cloudId).connectionFor(cloudId, signal),
    facts: (cloudId, signal) => of(cloudId).facts(cloudId, signal),
  }
}

async function fetchToken(identityUrl: string, { id, password, project }: KnownUser): Promise<string> {
  const identity = { methods: ['password'], password: { user: { id, password } } }
  const answer = await fetch(`${identityUrl}/auth/tokens`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ auth: { identity, scope: { project: { id: project.id } } } }),
  })
  await answer.arrayBuffer()
  const token = answer.headers.get('x-subject-token')
  if (!token) throw new Error(`${identityUrl} gave no token (${answer.status})`)
  return token
}
