import type { KnownCloud } from '../../electron/core/images/password-access.ts'
import { passwordAccess } from '../../electron/core/images/password-access.ts'
import { cloudId, never } from './bench.ts'

/** The same cloud with a project that nobody else looks into and a user `demo` in it; both are removed afterwards. */
export async function withProject<Value>(
  cloud: KnownCloud,
  use: (cloud: KnownCloud) => Promise<Value>,
): Promise<Value> {
  const { token } = await passwordAccess(cloud, 'admin').imageService(cloudId, never)
  const call = (method: string, path: string, body?: object) =>
    callIdentity(cloud, token, { method, path, body })
  const name = `bench-${process.pid}`
  const password = crypto.randomUUID()
  const project = idOf(await call('POST', '/projects', { project: { name, domain_id: 'default' } }))
  try {
    const user = idOf(await call('POST', '/users', { user: { name, domain_id: 'default', password } }))
    try {
      const { roles } = (await call('GET', '/roles?name=member')) as { roles: { id: string }[] }
      await call('PUT', `/projects/${project}/users/${user}/roles/${roles[0]?.id}`)
      const demo = { id: user, name, password, project: { id: project, name } }
      return await use({ ...cloud, users: { ...cloud.users, demo } })
    } finally {
      await call('DELETE', `/users/${user}`)
    }
  } finally {
    await call('DELETE', `/projects/${project}`)
  }
}

interface IdentityCall {
  readonly method: string
  readonly path: string
  readonly body?: object | undefined
}

async function callIdentity(
  { identityUrl }: KnownCloud,
  token: string,
  { method, path, body }: IdentityCall,
): Promise<unknown> {
  const answer = await fetch(identityUrl + path, {
    method,
    headers: { 'Content-Type': 'application/json', 'X-Auth-Token': token },
    ...(body && { body: JSON.stringify(body) }),
  })
  if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status}`)
  return JSON.parse((await answer.text()) || 'null')
}

/** Of what was made: `{ "project": { "id": … } }`. */
function idOf(made: unknown): string {
  const [{ id }] = Object.values(made as Record<string, { id: string }>) as [{ id: string }]
  return id
}
