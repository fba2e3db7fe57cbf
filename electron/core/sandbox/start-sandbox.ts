import { mkdir } from 'node:fs/promises'

import { addSampleImages } from './add-sample-images.ts'
import { type Accounts, defaultDomain, find, loadAccounts, type Named } from './identity/accounts.ts'
import { createIdentityService } from './identity/create-identity-service.ts'
import { createGrants } from './identity/grants.ts'
import { createTokens } from './identity/tokens.ts'
import { createImageService } from './images/create-image-service.ts'
import { openImageStore } from './images/open-image-store.ts'
import { createFaultQueue, type Faults } from './wire/faults.ts'
import { type LoopbackServer, startLoopbackServer } from './wire/start-loopback-server.ts'

export interface SandboxOptions {
  /** Everything the sandbox keeps is here, and is there again when it is started again. */
  readonly dir: string
  /** Told of what went wrong inside; never of what a client did wrong. */
  readonly log?: (line: string) => void
  /** Refuse data that is not what its disk format says, as Glance does from 2025.1 on. Default: true. */
  readonly inspectsFormats?: boolean
}

export interface SandboxUser extends Named {
  readonly password: string
  readonly domain: Named
  readonly project: Named
}

/** A Keystone and a Glance on two ports of 127.0.0.1. */
export interface Sandbox {
  /** With `/v3`. */
  readonly identityUrl: string
  readonly imageUrl: string
  readonly regionName: string
  /** The user to sign in as, who is a member of `project`. */
  readonly user: Named
  readonly password: string
  readonly project: Named
  /** `demo` again, `admin`, who is an administrator of all, and `other`, who has a project of its own. */
  readonly users: Readonly<Record<'admin' | 'demo' | 'other', SandboxUser>>
  /** Misbehaviour to order, for tests. */
  readonly faults: Faults
  close(): Promise<void>
}

const tokenLifetimeMs = 3_600_000

/** Starts on free ports, which differ from run to run; ids, password, images and their data stay. */
export async function startSandbox(options: SandboxOptions, signal: AbortSignal): Promise<Sandbox> {
  const { dir, log = () => {}, inspectsFormats = true } = options
  signal.throwIfAborted()
  await mkdir(dir, { recursive: true, mode: 0o700 })
  const { accounts, isNew } = await loadAccounts(dir)
  const store = await openImageStore(dir)
  if (isNew) await addSampleImages(store, find(accounts.projects, 'admin').id)

  const tokens = createTokens(tokenLifetimeMs)
  const faults = createFaultQueue(() => tokens.expireAll())
  const urls = { identity: '', image: '' }
  const [identityUrl, imageUrl] = [() => urls.identity, () => urls.image]
  const identity = { accounts, tokens, grants: createGrants(), identityUrl, imageUrl }
  const servers: LoopbackServer[] = []
  const images = createImageService({ store, identity, inspectsFormats, log })
  const close = async () => {
    await Promise.all(servers.map((server) => server.close()))
    await images.close()
  }
  try {
    for (const serve of [createIdentityService(identity), images.serve]) {
      servers.push(await startLoopbackServer(serve, faults, log))
    }
    signal.throwIfAborted()
  } catch (error) {
    await close()
    throw error
  }
  urls.identity = `${servers[0]?.origin}/v3`
  urls.image = `${servers[1]?.origin}`

  return {
    identityUrl: urls.identity,
    imageUrl: urls.image,
    regionName: 'RegionOne',
    ...describeUsers(accounts),
    faults,
    close,
  }
}

function describeUsers(accounts: Accounts): Pick<Sandbox, 'user' | 'password' | 'project' | 'users'> {
  const { password } = accounts
  const describe = (name: string): SandboxUser => ({
    ...find(accounts.users, name),
    password,
    domain: defaultDomain,
    project: find(accounts.projects, name),
  })
  const demo = describe('demo')
  return {
    user: { id: demo.id, name: demo.name },
    password,
    project: demo.project,
    users: { admin: describe('admin'), demo, other: describe('other') },
  }
}
