import type { CDPSession, Page } from '@playwright/test'

interface Usage {
  readonly usedSize: number
  readonly embedderHeapUsedSize?: number
  readonly backingStorageSize?: number
}

/** What a page and its threads hold after a collection: objects, and the bytes of buffers beside them. */
export async function heapBytes(page: Page): Promise<number> {
  const cdp = await page.context().newCDPSession(page)
  let total = await usedBy((method) => cdp.send(method))
  const threads: string[] = []
  cdp.on('Target.attachedToTarget', ({ sessionId, targetInfo }) => {
    if (targetInfo.type === 'worker') threads.push(sessionId)
  })
  await cdp.send('Target.setAutoAttach', { autoAttach: true, waitForDebuggerOnStart: false })
  for (const sessionId of threads) total += await usedBy((method) => ask(cdp, sessionId, method))
  await cdp.detach()
  return total
}

const methods = ['HeapProfiler.collectGarbage', 'Runtime.getHeapUsage'] as const
type Method = (typeof methods)[number]

async function usedBy(send: (method: Method) => Promise<unknown>): Promise<number> {
  await send('HeapProfiler.collectGarbage')
  const usage = (await send('Runtime.getHeapUsage')) as Usage
  return usage.usedSize + (usage.embedderHeapUsedSize ?? 0) + (usage.backingStorageSize ?? 0)
}

/** One message to a thread of the page, and its answer. */
async function ask(cdp: CDPSession, sessionId: string, method: Method): Promise<unknown> {
  const id = methods.indexOf(method)
  const answered = new Promise<unknown>((resolve) => {
    const listen = (event: { readonly sessionId: string; readonly message: string }) => {
      const answer = JSON.parse(event.message) as { id?: number; result?: unknown }
      if (event.sessionId !== sessionId || answer.id !== id) return
      cdp.off('Target.receivedMessageFromTarget', listen)
      // A thread that has just ended holds nothing.
      resolve(answer.result ?? { usedSize: 0 })
    }
    cdp.on('Target.receivedMessageFromTarget', listen)
  })
  await cdp.send('Target.sendMessageToTarget', { sessionId, message: JSON.stringify({ id, method }) })
  return await answered
}
