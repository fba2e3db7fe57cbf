import type { Page } from '@playwright/test'

import type { DesktopBridge } from '../../shared/model/desktop-bridge.ts'
import type { OpenedFile } from '../../shared/model/opened-file.ts'
import type { PageMenu } from '../../shared/model/page-menu.ts'
import { expect, type ServedApp, test } from './served-app.ts'

interface StandIn {
  menu: PageMenu | null
  choose(commandId: string): void
  open(files: OpenedFile[]): void
}

declare global {
  // What the stand-in for the preload script leaves for the test.
  var standIn: StandIn
}

test('the menu of a desktop knows what the page can do, and the page does it', async ({ app, page }) => {
  await openAsDesktop(page, app)
  const menu = () => page.evaluate(() => globalThis.standIn.menu)
  const choose = (commandId: string) => page.evaluate((id) => globalThis.standIn.choose(id), commandId)

  await expect.poll(async () => (await menu())?.screen).toBe('Images')
  await choose('go-requests')
  await expect(page).toHaveURL(/#\/requests$/)
  // The screen's own commands come with the screen, which is loaded when it is first opened.
  await expect.poll(async () => (await menu())?.commands.map(({ id }) => id)).toContain('request-new')
  expect((await menu())?.screen).toBe('Requests')
  await choose('request-new')
  await expect(page.getByRole('list', { name: 'Open requests' }).locator('[aria-current]')).toBeVisible()

  const commands = (await menu())?.commands ?? []
  expect(commands.find(({ id }) => id === 'request-send')).toMatchObject({
    place: 'screen',
    keys: 'Ctrl+Enter',
  })
  await choose('language-vi')
  await expect.poll(async () => (await menu())?.language).toBe('vi')
  expect((await menu())?.commands.find(({ id }) => id === 'language-vi')).toMatchObject({ isChosen: true })
})

test('settings show the licences of what ships', async ({ opened: page }) => {
  await page.getByRole('button', { name: 'Settings' }).click()
  await page.getByRole('button', { name: 'Licences' }).click()

  const dialog = page.getByRole('dialog', { name: 'Licences' })
  await expect(dialog.getByText('SIL OPEN FONT LICENSE').first()).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(dialog).toBeHidden()
})

test('files that were opened from outside come to the screen that can take them', async ({ app, page }) => {
  await openAsDesktop(page, app)
  const open = (...files: OpenedFile[]) => page.evaluate((given) => globalThis.standIn.open(given), files)

  const text = 'clouds:\n  lab:\n    auth: { auth_url: https://identity.example/v3 }\n'
  await open({ kind: 'clouds', name: 'clouds.yaml', text })
  const dialog = page.getByRole('dialog')
  await expect(dialog.getByLabel('clouds.yaml or openrc')).toHaveValue(text)
  await page.keyboard.press('Escape')
  await expect(dialog).toBeHidden()

  await open({ kind: 'curl', command: 'curl https://images.example/v2/images' })
  await expect(page).toHaveURL(/#\/requests$/)
  await expect(page.getByRole('textbox', { name: 'URL' })).toHaveValue('https://images.example/v2/images')

  await open({ kind: 'failed', problem: { code: 'FILE_GONE', data: { name: 'gone.curl' } } })
  await expect(page.getByText('gone.curl')).toBeVisible()
})

/**
 * The page of the desktop in a browser: the served host answers its port, and a stand-in for the preload script
 * remembers what it was told.
 */
async function openAsDesktop(page: Page, app: ServedApp): Promise<void> {
  await page.goto(app.url)
  await page.getByRole('navigation').waitFor()
  await page.addInitScript(() => {
    const runs: ((id: string) => void)[] = []
    const nudges: (() => void)[] = []
    let waiting: OpenedFile[] = []
    const bridge: DesktopBridge<File> = {
      registerFile: ({ name }) => Promise.reject(new Error(name)),
      chooseFiles: () => Promise.resolve({ ok: true, value: [] }),
      chooseSaveTarget: () => Promise.resolve({ ok: true, value: null }),
      revealFile: () => Promise.resolve({ ok: true, value: null }),
      showCommands: (menu) => void (globalThis.standIn.menu = menu),
      onCommand: (listener) => {
        runs.push(listener)
        return () => void runs.splice(runs.indexOf(listener), 1)
      },
      takeOpened: () => Promise.resolve({ ok: true, value: waiting.splice(0) }),
      onOpened: (listener) => {
        nudges.push(listener)
        return () => void nudges.splice(nudges.indexOf(listener), 1)
      },
    }
    globalThis.standIn = {
      menu: null,
      choose: (id) => runs.forEach((run) => run(id)),
      open: (files) => {
        waiting = [...waiting, ...files]
        for (const nudge of nudges) nudge()
      },
    }
    Object.assign(globalThis, { arclight: bridge })
    window.addEventListener('message', ({ data, ports: [port] }) => {
      if (data !== 'arclight:connect' || !port) return
      const socket = new WebSocket(`${window.location.origin.replace('http', 'ws')}/rpc`)
      const early: string[] = []
      port.addEventListener('message', (event: MessageEvent<string>) => {
        if (socket.readyState === WebSocket.OPEN) socket.send(event.data)
        else early.push(event.data)
      })
      port.start()
      socket.addEventListener('open', () => {
        for (const frame of early.splice(0)) socket.send(frame)
      })
      socket.addEventListener('message', (event: MessageEvent<string>) => port.postMessage(event.data))
    })
  })
  await page.goto(new URL('/desktop.html', app.url).href)
  await page.getByRole('navigation').waitFor()
}
