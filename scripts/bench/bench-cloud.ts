import { existsSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'

import type { KnownCloud } from '../../electron/core/images/password-access.ts'
import { nextMessage, type Roles, stopRole } from './roles.ts'

export interface BenchCloud {
  readonly kind: string
  readonly cloud: KnownCloud
  /** Glance's own, beside the cloud.json of a cloud of this project. */
  readonly database: string | null
  close(): Promise<void>
}

/** The real cloud if there is one that answers, else the sandbox, in a process of its own. */
export async function findCloud(dir: string, roles: Roles): Promise<BenchCloud> {
  const named = process.env.ARCLIGHT_CLOUD
  const state = process.env.ARCLIGHT_CLOUD_STATE ?? join(tmpdir(), 'arclight-cloud')
  const path = named ?? join(state, 'cloud.json')
  if (existsSync(path)) {
    const cloud = JSON.parse(readFileSync(path, 'utf8')) as KnownCloud
    if (await answers(cloud.identityUrl)) {
      const database = join(dirname(path), 'db', 'glance.sqlite')
      return {
        kind: 'Keystone and Glance',
        cloud,
        database: existsSync(database) ? database : null,
        close: async () => {},
      }
    }
  }
  if (named !== undefined) throw new Error(`The cloud that ARCLIGHT_CLOUD names (${named}) does not answer.`)
  return await startSandboxProcess(join(dir, 'sandbox'), roles)
}

async function answers(url: string): Promise<boolean> {
  try {
    return (await fetch(url)).ok
  } catch {
    return false
  }
}

async function startSandboxProcess(dir: string, roles: Roles): Promise<BenchCloud> {
  const child = roles.start('sandbox', dir)
  const cloud = await nextMessage<KnownCloud>(child)
  return { kind: 'the sandbox', cloud, database: null, close: () => stopRole(child) }
}
