import { randomBytes, randomUUID } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'

import { writeFile } from 'atomically'
import * as z from 'zod'

const named = z.object({ id: z.string(), name: z.string() })
const roleName = z.enum(['reader', 'member', 'admin'])
const endpointIds = z.object({ public: z.string(), internal: z.string(), admin: z.string() })
const service = z.object({ id: z.string(), endpoints: endpointIds })

const accountsFile = z.object({
  /** One password for all users. */
  password: z.string(),
  projects: z.array(named),
  roles: z.record(roleName, z.string()),
  users: z.array(named),
  grants: z.array(z.object({ userId: z.string(), projectId: z.string(), roles: z.array(roleName) })),
  services: z.object({ identity: service, image: service }),
})

/** Who may sign in, to what, and as what. Ids and the password are made once and then stay. */
export type Accounts = z.infer<typeof accountsFile>
export type RoleName = z.infer<typeof roleName>
export type Named = z.infer<typeof named>

export const defaultDomain: Named = { id: 'default', name: 'Default' }

/** `isNew` when there were none in the directory. */
export async function loadAccounts(dir: string): Promise<{ accounts: Accounts; isNew: boolean }> {
  const path = join(dir, 'accounts.json')
  try {
    return { accounts: accountsFile.parse(JSON.parse(await readFile(path, 'utf8'))), isNew: false }
  } catch (error) {
    if (!isMissing(error)) throw error
  }
  const fresh = newAccounts()
  await writeFile(path, JSON.stringify(fresh, null, 2), { mode: 0o600 })
  return { accounts: fresh, isNew: true }
}

export function find(list: readonly Named[], name: string): Named {
  const found = list.find((one) => one.name === name)
  if (!found) throw new Error(`the sandbox has no ${name}`)
  return found
}

export function rolesOf(accounts: Accounts, userId: string, projectId: string): readonly RoleName[] {
  return (
    accounts.grants.find((grant) => grant.userId === userId && grant.projectId === projectId)?.roles ?? []
  )
}

function newAccounts(): Accounts {
  const [admin, demo, other] = ['admin', 'demo', 'other'].map((name) => ({
    user: { id: newId(), name },
    project: { id: newId(), name },
  })) as [Account, Account, Account]
  const all: RoleName[] = ['reader', 'member', 'admin']
  return {
    password: randomBytes(18).toString('base64url'),
    projects: [admin.project, demo.project, other.project],
    roles: { reader: newId(), member: newId(), admin: newId() },
    users: [admin.user, demo.user, other.user],
    grants: [
      { userId: admin.user.id, projectId: admin.project.id, roles: all },
      { userId: admin.user.id, projectId: demo.project.id, roles: all },
      { userId: demo.user.id, projectId: demo.project.id, roles: ['reader', 'member'] },
      { userId: other.user.id, projectId: other.project.id, roles: ['reader', 'member'] },
    ],
    services: { identity: newService(), image: newService() },
  }
}

interface Account {
  readonly user: Named
  readonly project: Named
}

function newService() {
  return { id: newId(), endpoints: { public: newId(), internal: newId(), admin: newId() } }
}

function newId(): string {
  return randomUUID().replaceAll('-', '')
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT'
}
