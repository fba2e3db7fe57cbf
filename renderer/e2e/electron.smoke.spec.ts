import { existsSync, readFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'

import { _electron as electron, expect, test } from '@playwright/test'

const executablePath = findElectron()

test.describe(executablePath === null ? 'skipped: no Electron binary' : 'Electron', () => {
  test.skip(executablePath === null)

  test('the window opens, talks to its host, and ends cleanly', async () => {
    const userData = await mkdtemp(join(tmpdir(), 'arclight-electron-'))
    const app = await electron.launch({
      executablePath: executablePath ?? '',
      args: ['.', `--user-data-dir=${userData}`],
    })

    const page = await app.firstWindow()

    await page.getByRole('navigation').waitFor()
    expect(page.url()).toBe('app://arclight/desktop.html')
    expect(await page.evaluate(() => typeof (globalThis as { require?: unknown }).require)).toBe('undefined')
    await app.close()
    await rm(userData, { recursive: true })
  })
})

/** Where Electron's own package keeps its binary, without asking it: it would begin to download. */
function findElectron(): string | null {
  const dir = dirname(createRequire(import.meta.url).resolve('electron/package.json'))
  const pathFile = join(dir, 'path.txt')
  const path = existsSync(pathFile) ? join(dir, 'dist', readFileSync(pathFile, 'utf8')) : ''
  return path !== '' && existsSync(path) ? path : null
}
