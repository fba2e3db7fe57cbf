import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import type { NewImage } from '../../../shared/model/image.ts'
import type { Images } from '../core.ts'
import { createHttpEngine } from '../http/create-http-engine.ts'
import type { ExchangeRequest } from '../http/exchange.ts'
import { type Sandbox, startSandbox } from '../sandbox/start-sandbox.ts'
import { createFileRegistry } from '../files/create-file-registry.ts'
import type { FileRegistry } from '../files/file-registry.ts'
import { createImages } from './create-images.ts'
import { passwordAccess } from './password-access.ts'

/** A sandbox with its images as three people see them. For tests. */
export interface TestImages {
  readonly sandbox: Sandbox
  readonly demo: Images
  readonly admin: Images
  readonly other: Images
  /** Files that any of them may name. */
  readonly files: FileRegistry
  /** Every request that any of them sent. */
  readonly sent: ExchangeRequest[]
  /** A queued image of demo's, ready for data. */
  create(changes?: Partial<NewImage>): Promise<string>
  /** Gives it data. */
  upload(imageId: string, text?: string): Promise<void>
  /** Leaves data in the stage, for an import. */
  stage(imageId: string, text: string): Promise<void>
  /** Answers the next GET of a path with this instead. */
  answerNext(path: RegExp, body: string, status?: number): void
  close(): Promise<void>
}

const never = new AbortController().signal

export async function openTestImages(
  wait?: (ms: number, signal: AbortSignal) => Promise<void>,
): Promise<TestImages> {
  const dir = await mkdtemp(join(tmpdir(), 'arclight-images-'))
  const sandbox = await startSandbox({ dir }, never)
  const engine = createHttpEngine()
  const sent: ExchangeRequest[] = []
  const files = createFileRegistry()
  const as = (user: 'demo' | 'admin' | 'other') => {
    const access = passwordAccess(sandbox, user)
    const send: typeof engine.send = (request, signal) => {
      sent.push(request)
      return engine.send(request, signal)
    }
    return { access, images: createImages({ access, send, files, ...(wait ? { wait } : {}) }) }
  }
  const demo = as('demo')
  const put = async (path: string, body: string) => {
    const { token } = await demo.access.imageService('test', never)
    const headers = { 'X-Auth-Token': token, 'Content-Type': 'application/octet-stream' }
    await fetch(`${sandbox.imageUrl}/v2/images/${path}`, { method: 'PUT', headers, body })
  }
  return {
    sandbox,
    demo: demo.images,
    admin: as('admin').images,
    other: as('other').images,
    sent,
    files,
    async create(changes = {}) {
      const image = { name: 'x', diskFormat: 'raw', containerFormat: 'bare', ...changes }
      return (await demo.images.create({ cloudId: 'test', image }, never)).id
    },
    upload: (imageId, text = 'data') => put(`${imageId}/file`, text),
    stage: (imageId, text) => put(`${imageId}/stage`, text),
    answerNext(path, body, status = 200) {
      sandbox.faults.failNext({ method: 'GET', path, status, body })
    },
    async close() {
      await engine.close()
      await sandbox.close()
      await rm(dir, { recursive: true })
    },
  }
}
