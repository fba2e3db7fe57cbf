import type { SendExchange } from '../http/exchange.ts'
import type { CloudSessions } from './cloud-sessions.ts'
import type { CloudStore } from './cloud-store.ts'
import type { Machine } from './clouds-file/find-clouds.ts'
import type { Secrets } from './secrets.ts'

/** What the verbs of this folder share. */
export interface CloudContext {
  readonly store: CloudStore
  readonly sessions: CloudSessions
  readonly secrets: Secrets
  readonly send: SendExchange
  readonly machine: Machine
  now(): number
  startSandbox(signal: AbortSignal): Promise<SandboxAccess>
}

/** How to sign in to the built-in cloud. */
export interface SandboxAccess {
  readonly identityUrl: string
  readonly user: { readonly id: string; readonly name: string }
  readonly password: string
  readonly project: { readonly id: string; readonly name: string }
}
