/** A request of the suite. `{name}` in a path, a header or a body stands for a value of the run. */
export interface Step {
  readonly name: string
  readonly service: 'identity' | 'image'
  readonly method: string
  readonly path: string
  /** Whose token goes along: one that an earlier step kept, or one that nobody issued. */
  readonly as?: string
  readonly headers?: Readonly<Record<string, string>>
  readonly json?: unknown
  readonly text?: string
  readonly isChunked?: boolean
  /** Wait with the body for the server's word. */
  readonly expectsContinue?: boolean
  /** Promise so many bytes more than are sent, and leave. */
  readonly missingBytes?: number
  /** Keep X-Subject-Token for later steps under this name. */
  readonly keepsToken?: string
  /** The answer tells of what else is in the cloud: look at its head only. */
  readonly ignoresBody?: boolean
  /** Send again until the image has this status. */
  readonly awaits?: string
}

type Rest = Omit<Step, 'name' | 'service' | 'method' | 'path'>

export function identity(name: string, method: string, path: string, rest: Rest = {}): Step {
  return { name, service: 'identity', method, path, ...rest }
}

/** To the image service, as `demo` unless it says otherwise. */
export function image(name: string, method: string, path: string, rest: Rest = {}): Step {
  return { name, service: 'image', method, path, as: 'demo', ...rest }
}

/** 2600 bytes that show where they are from. */
export const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ'.repeat(100)
export const octets = { 'Content-Type': 'application/octet-stream' }
