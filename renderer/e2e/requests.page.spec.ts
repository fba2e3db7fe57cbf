import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'

import type { Page } from '@playwright/test'

import { pasteNineCurlCommands, sendNineCalls } from './request-life.ts'
import { requestPane } from './request-pane.ts'
import { expect, type ServedApp, test } from './served-app.ts'

test('the nine built-in requests give their statuses, with nothing copied between them', async ({
  app,
  opened: page,
}) => {
  await startSandbox(page)

  await sendNineCalls(page, await qcow2(app))
})

test('the nine cURL commands can be pasted and sent', async ({ app, opened: page }) => {
  await startSandbox(page)

  await pasteNineCurlCommands(page, await qcow2(app))
})

test('a variable that nobody has set stops the send and is named', async ({ opened: page }) => {
  const pane = requestPane(page)
  await startSandbox(page)
  await pane.open()
  await pane.choose('4 Show image')

  await page.keyboard.press('Control+Enter')

  await expect(pane.answer.getByRole('alert')).toContainText('image_id')
})

test('no token reaches the page while requests are made', async ({ app, opened: page }) => {
  const received: string[] = []
  page.on('websocket', (socket) =>
    socket.on('framereceived', ({ payload }) => received.push(payload.toString())),
  )
  await page.reload()
  await startSandbox(page)
  const pane = requestPane(page)
  await pane.open()
  await pane.choose('1 Get token')
  await pane.sendAndExpect(201)

  const frames = received.join('\n')
  expect(frames).toContain('X-Subject-Token')
  expect(frames).not.toMatch(/gAAAA[\w-]{20,}/)
  expect(app.output()).not.toMatch(/gAAAA[\w-]{20,}/)
})

async function startSandbox(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Start the sandbox' }).click()
  await page.getByRole('row', { name: /^sample-tiny-qcow2/ }).waitFor()
}

/** The smallest file that passes for a qcow2: magic, version 3, sixteen MiB of nothing. */
async function qcow2(app: ServedApp): Promise<string> {
  const header = Buffer.alloc(64 * 1024)
  header.write('QFI\xfb', 'latin1')
  header.writeUInt32BE(3, 4)
  header.writeUInt32BE(16, 20)
  header.writeBigUInt64BE(16n * 2n ** 20n, 24)
  header.writeUInt32BE(104, 100)
  const path = join(app.dir, 'cirros.qcow2')
  await writeFile(path, header)
  return path
}
