import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'

import { bundleForNode } from '../../electron/core/transfers/testing/bundle-for-node.ts'

/** What the benchmark runs as besides itself, each in a process of its own. */
export type Role = 'answers' | 'engine' | 'host' | 'queue' | 'sandbox' | 'sink'

export interface Roles {
  /** Starts a process in a role, to be talked to by messages. */
  start(role: Role, argument: string): ChildProcess
  remove(): Promise<void>
}

/** Bundled as the shells are: what is measured is what ships. */
export async function bundleRoles(): Promise<Roles> {
  const { path, remove } = await bundleForNode(fileURLToPath(new URL('./role.ts', import.meta.url)))
  return {
    start: (role, argument) =>
      fork(path, [role, argument], { execArgv: [], stdio: ['ignore', 'inherit', 'inherit', 'ipc'] }),
    remove,
  }
}

/** The next message; rejects if the process ends instead. */
export async function nextMessage<Message>(child: ChildProcess): Promise<Message> {
  const leaving = new AbortController()
  const exit = once(child, 'exit', { signal: leaving.signal }).then(() => {
    throw new Error('a process of the benchmark ended early')
  })
  try {
    const [message] = (await Promise.race([once(child, 'message', { signal: leaving.signal }), exit])) as [
      Message,
    ]
    return message
  } finally {
    leaving.abort()
    exit.catch(() => {})
  }
}

export async function stopRole(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return
  const exited = once(child, 'exit')
  child.disconnect()
  await exited
}
