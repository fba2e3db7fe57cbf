import { randomUUID } from 'node:crypto'

/** Work that the service does after it has answered. */
export interface SandboxTask {
  readonly id: string
  readonly imageId: string
  readonly owner: string | null
  readonly userId: string
  readonly requestId: string
  readonly input: object
  readonly createdAt: Date
  readonly status: 'pending' | 'processing' | 'success' | 'failure'
  readonly message: string
  readonly updatedAt: Date
}

/** The tasks since the start, newest first: unlike images they are forgotten with the process. */
export interface TaskLog {
  add(task: Pick<SandboxTask, 'imageId' | 'owner' | 'userId' | 'requestId' | 'input'>): SandboxTask
  change(id: string, changes: Partial<Pick<SandboxTask, 'status' | 'message'>>): void
  get(id: string): SandboxTask | null
  all(): SandboxTask[]
}

export function createTaskLog(): TaskLog {
  const tasks = new Map<string, SandboxTask>()
  return {
    add(claim) {
      const now = new Date()
      const state = { status: 'pending', message: '', createdAt: now, updatedAt: now } as const
      const task: SandboxTask = { id: randomUUID(), ...claim, ...state }
      tasks.set(task.id, task)
      return task
    },
    change(id, changes) {
      const task = tasks.get(id)
      if (task) tasks.set(id, { ...task, ...changes, updatedAt: new Date() })
    },
    get: (id) => tasks.get(id) ?? null,
    all: () => [...tasks.values()].toReversed(),
  }
}
