import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'

import { build } from 'vite'
import { afterAll, beforeAll, expect, test } from 'vitest'

import { seededRandom } from '../testing/seeded-random.ts'
import { deriveKey, type KeyDerivation, seal } from '../vault/sealed-file.ts'

/** Each kill meets all six stores in the midst of saving. A soak sets more. */
const kills = Number(process.env['ARCLIGHT_SOAK'] ?? 170)
const seed = Number(process.env['ARCLIGHT_SEED'] ?? 9)
const longestLifeMs = 100
const passphrase = 'killed but not lost'

type Values = Record<string, number>
type Told = { opened: Values } | { saved: string; value: number }

let place: string
let dir: string
let program: string

beforeAll(async () => {
  place = await mkdtemp(join(tmpdir(), 'arclight-kill-'))
  dir = join(place, 'data')
  await mkdir(join(dir, 'history'), { recursive: true })
  program = await bundled(join(place, 'program'))
  // The cheapest derivation that is let through: each life unlocks it anew.
  const kdf: KeyDerivation = { name: 'scrypt', N: 2 ** 14, r: 8, p: 1, salt: 'c2FsdA==' }
  const sealed = seal(new Map(), await deriveKey(passphrase, kdf), kdf)
  await writeFile(join(dir, 'vault.json'), JSON.stringify(sealed))
}, 60_000)

afterAll(() => rm(place, { recursive: true }))

test(`killed ${kills} times while six stores save (seed ${seed}), none loses what it had saved`, {
  timeout: 60_000 + kills * 6000,
}, async () => {
  const random = seededRandom(seed)
  const saved: Values = {}
  let metWhileSaving = 0

  for (let life = 0; life < kills; life += 1) {
    const { opened, after } = await liveAndDie(random() * longestLifeMs)
    for (const [store, found] of Object.entries(opened)) {
      const before = saved[store] ?? 0
      // The one that was under way may be there or not.
      expect([before, before + 1], `${store} in life ${life}`).toContain(found)
      saved[store] = found
    }
    metWhileSaving += Object.keys(after).length > 0 ? 1 : 0
    Object.assign(saved, after)
  }

  expect(metWhileSaving).toBeGreaterThan(kills / 5)
  expect((await readdir(dir)).filter((name) => name.includes('damaged'))).toEqual([])
  // Each life sweeps what the one before has left.
  expect((await readdir(dir)).filter((name) => name.includes('.tmp-')).length).toBeLessThanOrEqual(6)
})

/** One life of the process: what it found, and the last that each store had saved when it was killed. */
async function liveAndDie(lifeMs: number): Promise<{ opened: Values; after: Values }> {
  const child = spawn(process.execPath, [program, dir, passphrase], {
    stdio: ['ignore', 'pipe', 'inherit'],
    // A Node that has it starts in half of the time.
    env: { ...process.env, NODE_COMPILE_CACHE: join(place, 'compiled') },
  })
  const closed = once(child, 'close')
  let opened: Values | null = null
  const after: Values = {}
  createInterface(child.stdout).on('line', (line) => {
    const told = parse(line)
    if (told && 'saved' in told) after[told.saved] = told.value
    if (told && 'opened' in told) {
      opened = told.opened
      // The moment itself is what is random here: nothing is waited for.
      setTimeout(() => child.kill('SIGKILL'), lifeMs)
    }
  })
  await closed
  if (!opened) throw new Error('the process ended before it had opened its stores')
  return { opened, after }
}

/** Null for a line that the kill has cut. */
function parse(line: string): Told | null {
  try {
    return JSON.parse(line) as Told
  } catch {
    return null
  }
}

/** In one file, without types: a life begins in a tenth of a second. */
async function bundled(outDir: string): Promise<string> {
  const entry = fileURLToPath(new URL('./testing/saver-to-kill.ts', import.meta.url))
  await build({
    configFile: false,
    logLevel: 'error',
    ssr: { noExternal: true },
    build: { ssr: entry, outDir, minify: true, rolldownOptions: { output: { entryFileNames: 'saver.mjs' } } },
  })
  return join(outDir, 'saver.mjs')
}
