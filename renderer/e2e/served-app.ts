import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { test as base, type Page } from '@playwright/test'

import { expectNoTokenLeft, withoutTokens } from './no-token-left.ts'

/** A served shell of its own for one test, with data that goes away afterwards. */
export interface ServedApp {
  readonly url: string
  readonly pid: number
  readonly dir: string
  readonly downloadsDir: string
  /** All that the process printed. */
  output(): string
  stop(): Promise<number | null>
}

/** Every page test gets a fresh app, opened in the page; whatever it does, no token may be left anywhere. */
export const test = base.extend<{ app: ServedApp; opened: Page }>({
  // Playwright reads the names of what a fixture needs from this pattern.
  app: async ({}, use) => {
    const app = await startServedApp()
    await use(app)
    await app.stop()
    try {
      await expectNoTokenLeft(app)
    } finally {
      await rm(app.dir, { recursive: true, force: true })
    }
  },
  page: async ({ page }, use) => {
    await withoutTokens(page, () => use(page))
  },
  opened: async ({ app, page }, use) => {
    await page.goto(app.url)
    await page.getByRole('navigation').waitFor()
    await use(page)
  },
})

export { expect } from '@playwright/test'

/** `prepare` writes into the data folder before anybody looks at it. */
export async function startServedApp(
  env: Record<string, string> = {},
  prepare?: (dataDir: string) => Promise<void>,
): Promise<ServedApp> {
  const dir = await mkdtemp(join(tmpdir(), 'arclight-e2e-'))
  if (prepare) await prepare(await madeIn(dir))
  return await launch(dir, '0', env)
}

/** The same app once more, at the same address and over the same data. The one before has ended. */
export async function restartServedApp({ dir, url }: ServedApp): Promise<ServedApp> {
  return await launch(dir, new URL(url).port, {})
}

async function launch(dir: string, port: string, env: Record<string, string>): Promise<ServedApp> {
  const downloadsDir = join(dir, 'downloads')
  const child = spawn(
    process.execPath,
    [
      '.vite/served/main.js',
      '--port',
      port,
      '--data-dir',
      join(dir, 'data'),
      '--downloads-dir',
      downloadsDir,
    ],
    // A home of its own: no clouds.yaml of whoever runs the tests.
    { env: { ...process.env, HOME: dir, ...env }, stdio: ['ignore', 'pipe', 'pipe'] },
  )
  let output = ''
  child.stderr.on('data', (text: Buffer) => (output += text))
  const url = await new Promise<string>((resolve, reject) => {
    child.stdout.on('data', (text: Buffer) => {
      output += text
      const [found] = /http:\/\/\S+#token=\S+/.exec(output) ?? []
      if (found) resolve(found)
    })
    child.once('exit', (code) => reject(new Error(`the served shell ended with ${code}: ${output}`)))
  })
  return { url, pid: child.pid ?? 0, dir, downloadsDir, output: () => output, stop: () => stop(child) }
}

async function madeIn(dir: string): Promise<string> {
  const dataDir = join(dir, 'data')
  await mkdir(dataDir, { mode: 0o700 })
  return dataDir
}

async function stop(child: ChildProcess): Promise<number | null> {
  if (child.exitCode !== null || child.signalCode !== null) return child.exitCode
  const ended = once(child, 'exit') as Promise<[number | null]>
  child.kill('SIGINT')
  const [code] = await ended
  return code
}
