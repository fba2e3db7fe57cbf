import { randomUUID } from 'node:crypto'
import { setTimeout } from 'node:timers/promises'

import { dataSteps } from './data-steps.ts'
import { identitySteps } from './identity-steps.ts'
import { imageSteps } from './image-steps.ts'
import { type Reply, sendStep } from './send-step.ts'
import { serviceSteps } from './service-steps.ts'
import { shapeOf } from './shape-of.ts'
import { startSourceServer } from './source-server.ts'
import type { Step } from './step.ts'

/** A cloud to try. Its three users are as the sandbox and scripts/openstack make them. */
export interface ConformanceTarget {
  readonly identityUrl: string
  readonly imageUrl: string
  readonly users: Readonly<Record<string, TargetUser>>
}

interface TargetUser {
  readonly id: string
  readonly password: string
  readonly project: { readonly id: string }
}

/** What a client can tell two clouds apart by. */
export interface Observation {
  readonly step: string
  readonly status: number
  /** Statuses before the final one. */
  readonly interim?: readonly number[]
  /** Names as sent, in alphabetical order, without those that say nothing of the answer. */
  readonly headers: readonly string[]
  /** The form of a refusal. */
  readonly error?: string
  /** Keys and types of JSON. */
  readonly shape?: string
}

const silentHeaders = ['date', 'server', 'keep-alive']

/** Sends every step in turn and tells what came back. Leaves nothing in the cloud but deleted images. */
export async function runConformance(target: ConformanceTarget, signal: AbortSignal): Promise<Observation[]> {
  const source = await startSourceServer()
  const values = valuesFor(target, source.url)
  const observations: Observation[] = []
  for (const step of [...identitySteps, ...imageSteps, ...dataSteps, ...serviceSteps]) {
    const baseUrl = step.service === 'image' ? target.imageUrl : target.identityUrl.replace(/\/v3$/, '')
    const reply = await settle(step, () => sendStep(step, baseUrl, values, signal), signal)
    const token = reply?.headers['x-subject-token']
    if (step.keepsToken && typeof token === 'string') values.set(`token:${step.keepsToken}`, token)
    if (reply) observations.push(observe(step, reply))
  }
  await source.close()
  return observations
}

const imageNames = [
  'image',
  'bare',
  'public',
  'chunked',
  'asked',
  'empty',
  'broken',
  'archived',
  'staged',
  'first',
  'second',
  'third',
  'copied',
  'fetched',
  'missing',
  'shapeless',
  'unknown',
]

function valuesFor(target: ConformanceTarget, sourceUrl: string): Map<string, string> {
  const values = new Map<string, string>(imageNames.map((name) => [name, randomUUID()]))
  values.set('run', `run-${randomUUID()}`)
  values.set('source', sourceUrl)
  values.set('namespace', `Arclight::${randomUUID()}`)
  values.set('token:bogus', 'gAAAAAbogus')
  for (const [name, user] of Object.entries(target.users)) {
    values.set(`${name}.id`, user.id)
    values.set(`${name}.password`, user.password)
    values.set(`${name}.project`, user.project.id)
  }
  return values
}

/** A cloud notices a lost connection, or ends an import, in its own time, and tells nobody. */
async function settle(
  step: Step,
  send: () => Promise<Reply | null>,
  signal: AbortSignal,
): Promise<Reply | null> {
  const reply = await send()
  if (step.awaits === undefined || reply?.text.includes(`"status": "${step.awaits}"`)) return reply
  if (reply?.text.includes(`"status":"${step.awaits}"`)) return reply
  await setTimeout(50, undefined, { signal })
  return settle(step, send, signal)
}

function observe(step: Step, reply: Reply): Observation {
  const { status } = reply
  const names = reply.headerNames.filter((name) => !silentHeaders.includes(name.toLowerCase()))
  const mediaType = reply.headers['content-type']?.split(';')[0] ?? ''
  return {
    step: step.name,
    status,
    ...(reply.interim.length > 0 ? { interim: reply.interim } : {}),
    headers: names.toSorted(),
    ...(status >= 400 ? { error: mediaType } : {}),
    ...(mediaType === 'application/json' && !step.ignoresBody && reply.text !== ''
      ? { shape: shapeOf(JSON.parse(reply.text)) }
      : {}),
  }
}
