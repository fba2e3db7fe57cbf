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

type Method = 'HeapProfiler.collectGarbage' | 'Runtime.getHeapUsage'

async function usedBy(send: (method: Method) => Promise<unknown>): Promise<number> {
  await send('HeapProfiler.collectGarbage')
  const usage = (await send('Runtime.getHeapUsage')) as Usage
  return usage.usedSize + (usage.embedderHeapUsedSize ?? 0) + (usage.backingStorageSize ?? 0)
}

/** One message to a thread of the page, and its answer. */
async function ask(cdp: CDPSession, sessionId: string, method: Method): Promise<unknown> {
  const answered = new Promise<unknown>((resolve) => {
    cdp.once('Target.receivedMessageFromTarget', ({ message }) => {
      resolve((JSON.parse(message) as { result: unknown }).result)
    })
  })
  await cdp.send('Target.sendMessageToTarget', { sessionId, message: JSON.stringify({ id: 1, method }) })
  return await answered
}
