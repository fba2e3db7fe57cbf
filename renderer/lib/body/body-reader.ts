import { BodyDocument } from './body-document.ts'

type Method = Exclude<keyof BodyDocument, 'fill'>
type Result<M extends Method> = Awaited<ReturnType<BodyDocument[M]>>

/** A body that questions can be put to, in this thread or in another. */
export interface BodyReader {
  ask<M extends Method>(method: M, ...args: Parameters<BodyDocument[M]>): Promise<Result<M>>
  close(): void
}

/** What the page tells the worker, and what it hears. */
export interface Question {
  readonly id: number
  readonly method: Method
  readonly args: readonly unknown[]
}
export type Reply =
  | { readonly type: 'progress'; readonly loadedBytes: number }
  | { readonly type: 'failed' }
  | { readonly type: 'answer'; readonly id: number; readonly value: unknown }
  | { readonly type: 'no-answer'; readonly id: number; readonly message: string }

/** For a small body that the page holds whole. */
export function readerOf(bytes: Uint8Array): BodyReader {
  const document = new BodyDocument(bytes)
  document.fill(bytes.length)
  return {
    ask: <M extends Method>(method: M, ...args: Parameters<BodyDocument[M]>) =>
      answer(document, method, args) as Promise<Result<M>>,
    close: () => {},
  }
}

/** Reads the body at a URL in a thread of its own, which is told what has come and holds it until `close`. */
export function openReader(
  url: string,
  listen: (news: Extract<Reply, { type: 'progress' | 'failed' }>) => void,
): BodyReader {
  const worker = new Worker(new URL('./body-worker.ts', import.meta.url), { type: 'module' })
  const { port1, port2 } = new MessageChannel()
  const waiting = new Map<number, Waiting>()
  let lastId = 0

  port1.addEventListener('message', ({ data }: MessageEvent<Reply>) => {
    if (data.type === 'progress' || data.type === 'failed') return listen(data)
    const asked = waiting.get(data.id)
    waiting.delete(data.id)
    if (data.type === 'answer') asked?.resolve(data.value)
    else asked?.reject(new Error(data.message))
  })
  worker.addEventListener('error', () => listen({ type: 'failed' }))
  port1.start()
  worker.postMessage(new URL(url, window.location.href).href, [port2])

  return {
    ask: <M extends Method>(method: M, ...args: Parameters<BodyDocument[M]>) =>
      new Promise<unknown>((resolve, reject) => {
        const id = ++lastId
        waiting.set(id, { resolve, reject })
        port1.postMessage({ id, method, args } satisfies Question)
      }) as Promise<Result<M>>,
    close: () => {
      worker.terminate()
      port1.close()
    },
  }
}

interface Waiting {
  resolve(value: unknown): void
  reject(error: Error): void
}

/** Puts one question to a document. */
export async function answer(
  document: BodyDocument,
  method: Method,
  args: readonly unknown[],
): Promise<unknown> {
  const ask = document[method] as (...all: readonly unknown[]) => unknown
  return await ask.apply(document, [...args])
}
