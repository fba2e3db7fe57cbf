import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'

import type { MenuItemConstructorOptions } from 'electron'
import { afterEach, beforeEach, expect, test } from 'vitest'

import type { Transfer } from '../../shared/model/transfer.ts'
import { untilAborted } from '../api/testing/fake-core.ts'
import type { JsonFile } from '../core/data-dir/open-json-file.ts'
import { channels } from './channels.ts'
import { startDesktop } from './start-desktop.ts'
import { createElectronStandIn } from './testing/electron-stand-in.ts'
import { partsForTest, startForTest, turn } from './testing/start-for-test.ts'

let appDir: string
beforeEach(async () => {
  appDir = await mkdtemp(join(tmpdir(), 'arclight-desktop-'))
})
afterEach(() => rm(appDir, { recursive: true }))

test('a second start ends, and shows the window of the first', async () => {
  const second = createElectronStandIn(appDir, { isFirstInstance: false })
  await startDesktop(partsForTest(second))
  expect(second.app.calls).toEqual(['quit'])
  expect(second.windows).toEqual([])

  const { standIn, window } = await startForTest(appDir)
  standIn.app.events.emit('second-instance')
  expect(window.done).toEqual(['restore', 'focus'])
})

test('what a second start was to open comes to the page of the first', async () => {
  const path = join(appDir, 'list.curl')
  await writeFile(path, 'curl https://images.example/v2/images')
  const { standIn, window } = await startForTest(appDir)
  const take = () => standIn.ipc.invoke(channels.takeOpened, window.webContents.sender())

  standIn.app.events.emit('second-instance', {}, ['arclight', '--no-sandbox'], '/', { paths: [path] })

  expect(window.webContents.sent).toEqual([[channels.opened, undefined]])
  const command = 'curl https://images.example/v2/images'
  expect(await take()).toEqual({ ok: true, value: [{ kind: 'curl', command }] })
  expect(await take()).toEqual({ ok: true, value: [] })
})

test('what this start, a Finder and the menu want opened waits for the page', async () => {
  const paths = ['first', 'second', 'third'].map((name) => join(appDir, `${name}.curl`))
  for (const path of paths) await writeFile(path, `curl https://${basename(path)}`)
  const { standIn, window } = await startForTest(appDir, {}, {}, undefined, {
    args: { paths: paths.slice(0, 1) },
  })

  expect(standIn.app.events.isRefused('open-file', paths[1])).toBe(true)
  standIn.said.filesToOpen = paths.slice(2)
  const [open] = standIn.menu.flatMap(({ submenu }) => submenu as MenuItemConstructorOptions[])
  open?.click?.({} as never, undefined, {})
  await turn()

  expect(await standIn.ipc.invoke(channels.takeOpened, window.webContents.sender())).toMatchObject({
    value: paths.map((path) => ({ command: `curl https://${basename(path)}` })),
  })
})

test('the window comes back where it was, if there is still a display', async () => {
  const stores = new Map<string, JsonFile>()
  const first = await startForTest(appDir, {}, {}, stores)
  first.standIn.app.app.quit()
  await first.standIn.app.exited

  const second = await startForTest(appDir, {}, {}, stores)
  const elsewhere = await startForTest(
    appDir,
    {},
    { displays: [{ x: 5000, y: 0, width: 800, height: 600 }] },
    stores,
  )

  expect(second.window.options).toMatchObject({ x: 10, y: 20, width: 1000, height: 700 })
  expect(elsewhere.window.options).not.toHaveProperty('x')
})

test('quitting closes the core, then ends', async () => {
  let isClosed = false
  const { standIn } = await startForTest(appDir, {
    close: async () => {
      isClosed = true
    },
  })

  standIn.app.app.quit()
  await standIn.app.exited

  expect(isClosed).toBe(true)
  expect(standIn.app.exitCodes).toEqual([0])
  expect(standIn.said.asked).toEqual([])
})

test('asks before running transfers are stopped', async () => {
  const { standIn, window } = await startForTest(appDir, {
    transfers: {
      async *watch(signal) {
        yield { type: 'all', transfers: [{ id: 't1', endedAtMs: null } as Transfer] }
        yield* untilAborted(signal)
      },
    },
  })
  await turn()

  standIn.app.closeWindow(window)
  await turn()
  expect(standIn.windows).toEqual([window])
  expect(standIn.app.exitCodes).toEqual([])

  standIn.said.buttons.push(0)
  standIn.app.closeWindow(window)
  await standIn.app.exited
  expect(standIn.app.exitCodes).toEqual([0])
  expect(standIn.said.asked.map(({ message }) => message)).toEqual([
    'One transfer is running.',
    'One transfer is running.',
  ])
})

test('keeps its data in the app’s own folder, and says what keeps its secrets', async () => {
  const { ports } = await startForTest(appDir)

  expect(ports).toMatchObject({
    dataDir: join(appDir, 'userData', 'data'),
    downloadsDir: join(appDir, 'downloads'),
    assetsDir: join(appDir, 'assets'),
    shell: 'desktop',
    version: '1.2.3',
    keyStore: { kind: 'system' },
  })
})
