import type { Locator, Page } from '@playwright/test'

/** Drops files of this machine on an element, as a hand would: the browser reads them from disk itself. */
export async function dropFiles(page: Page, target: Locator, paths: readonly string[]): Promise<void> {
  // Nothing is over it, or moves it, any more.
  await target.click({ trial: true })
  const box = await target.boundingBox()
  if (!box) throw new Error('nothing to drop on')
  const at = { x: box.x + box.width / 2, y: box.y + box.height / 2 }
  const data = { items: [], files: [...paths], dragOperationsMask: 1 }
  const devtools = await page.context().newCDPSession(page)
  for (const type of ['dragEnter', 'dragOver', 'drop'] as const) {
    await devtools.send('Input.dispatchDragEvent', { type, ...at, data })
  }
  await devtools.detach()
}
