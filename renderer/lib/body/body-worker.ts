import { BodyDocument } from './body-document.ts'
import { answer, type Question, type Reply } from './body-reader.ts'

// A thread of the page (see body-reader.ts): fetches one body, holds its bytes, and answers for them.
self.addEventListener(
  'message',
  ({ data, ports: [port] }: MessageEvent<string>) => {
    if (port) void serve(data, port)
  },
  { once: true },
)

async function serve(url: string, port: MessagePort): Promise<void> {
  const tell = (news: Reply) => port.postMessage(news)
  try {
    const response = await fetch(url)
    const sizeBytes = Number(response.headers.get('content-length'))
    if (!response.ok || !response.body) return tell({ type: 'failed' })
    const bytes = new Uint8Array(sizeBytes)
    const document = new BodyDocument(bytes)
    port.addEventListener('message', ({ data }: MessageEvent<Question>) => void reply(document, data, tell))
    port.start()

    let loadedBytes = 0
    for await (const part of response.body) {
      bytes.set(part, loadedBytes)
      loadedBytes += part.length
      if (document.fill(loadedBytes)) tell({ type: 'progress', loadedBytes })
    }
    if (loadedBytes < sizeBytes) tell({ type: 'failed' })
  } catch {
    // A host that went away, or no memory for it: the page has one sentence for both.
    tell({ type: 'failed' })
  }
}

async function reply(
  document: BodyDocument,
  { id, method, args }: Question,
  tell: (news: Reply) => void,
): Promise<void> {
  try {
    tell({ type: 'answer', id, value: await answer(document, method, args) })
  } catch (error) {
    tell({ type: 'no-answer', id, message: error instanceof Error ? error.message : '' })
  }
}
