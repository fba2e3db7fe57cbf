import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'

/** What the benchmark runs as besides itself, each in a process of its own. */
export type Role = 'host' | 'queue' | 'sandbox' | 'sink' | 'answers'

/** Starts the benchmark again in another role, to be talked to by messages. */
export function forkRole(role: Role, argument: string): ChildProcess {
  const path = fileURLToPath(new URL('../bench.ts', import.meta.url))
  return fork(path, [`--role-${role}`, argument], {
    execArgv: ['--import', 'tsx'],
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  })
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
