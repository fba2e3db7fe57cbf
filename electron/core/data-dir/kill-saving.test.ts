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

/** Of each process: together they are killed a thousand times. */
const kills = process.env['ARCLIGHT_SOAK'] === undefined ? 200 : 1000
const seed = Number(process.env['ARCLIGHT_SEED'] ?? 9)
/** A life ends after so many saves at most, and a moment more: a slow machine saves as many as a fast one. */
const mostSaves = 8
const longestMomentMs = 5

const savers = {
  clouds: fileURLToPath(new URL('./testing/saver-of-clouds.ts', import.meta.url)),
  collection: fileURLToPath(new URL('./testing/saver-of-collection.ts', import.meta.url)),
  history: fileURLToPath(new URL('./testing/saver-of-history.ts', import.meta.url)),
  settings: fileURLToPath(new URL('./testing/saver-of-settings.ts', import.meta.url)),
  vault: fileURLToPath(new URL('./testing/saver-of-vault.ts', import.meta.url)),
}
const names = ['clouds', 'collection', 'history', 'settings', 'vault'] as const

type Values = Record<string, number>
type Told = { opened: Values } | { saved: string; value: number }

let place: string

beforeAll(async () => {
  place = await mkdtemp(join(tmpdir(), 'arclight-kill-'))
  await bundle(join(place, 'program'))
  for (const name of names) await mkdir(join(place, name, 'history'), { recursive: true })
  // The cheapest derivation that is let through: each life unlocks it anew.
  const kdf: KeyDerivation = { name: 'scrypt', N: 2 ** 14, r: 8, p: 1, salt: 'c2FsdA==' }
  const sealed = seal(new Map(), await deriveKey('killed but not lost', kdf), kdf)
  await writeFile(join(place, 'vault', 'vault.json'), JSON.stringify(sealed))
}, 60_000)

afterAll(() => rm(place, { recursive: true }))

// With the clouds: the open tabs. All at once, for each waits for the disk most of the time.
test.concurrent.each(names)(
  `killed ${kills} times while it saves, %s loses nothing (seed ${seed})`,
  {
    timeout: kills * 10_000,
  },
  async (name) => {
    const random = seededRandom(seed + names.indexOf(name))
    const dir = join(place, name)
    const saved: Values = {}

    for (let life = 0; life < kills; life += 1) {
      const moment = { saves: Math.floor(random() * (mostSaves + 1)), ms: random() * longestMomentMs }
      const { opened, after } = await liveAndDie(name, dir, moment)
      for (const [store, found] of Object.entries(opened)) {
        const before = saved[store] ?? 0
        // The one that was under way may be there or not.
        expect([before, before + 1], `${store} in life ${life}`).toContain(found)
        saved[store] = found
      }
      Object.assign(saved, after)
    }

    for (const value of Object.values(saved)) expect(value).toBeGreaterThan(kills / 4)
    const left = await readdir(dir)
    expect(left.filter((file) => file.includes('damaged'))).toEqual([])
    // Each life sweeps what the one before has left.
    expect(left.filter((file) => file.includes('.tmp-')).length).toBeLessThanOrEqual(4)
  },
)

/** One life of the process: what it found, and the last that each store had saved when it was killed. */
async function liveAndDie(
  name: string,
  dir: string,
  moment: { saves: number; ms: number },
): Promise<{ opened: Values; after: Values }> {
  const child = spawn(process.execPath, [join(place, 'program', `${name}.mjs`), dir], {
    stdio: ['ignore', 'pipe', 'inherit'],
    // A Node that has it starts in half of the time.
    env: { ...process.env, NODE_COMPILE_CACHE: join(place, 'compiled') },
  })
  const closed = once(child, 'close')
  let opened: Values | null = null
  const after: Values = {}
  let lines = 0
  createInterface(child.stdout).on('line', (line) => {
    const told = parse(line)
    if (told && 'opened' in told) opened = told.opened
    if (told && 'saved' in told) after[told.saved] = told.value
    // Not waited for: the moment itself is what is random here.
    if (lines++ === moment.saves) setTimeout(() => child.kill('SIGKILL'), moment.ms)
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

/** Without types, and each with no more than it needs: a life begins in a tenth of a second. */
async function bundle(outDir: string): Promise<void> {
  await build({
    configFile: false,
    logLevel: 'error',
    ssr: { noExternal: true },
    build: {
      ssr: true,
      outDir,
      minify: true,
      rolldownOptions: {
        input: savers,
        output: { entryFileNames: '[name].mjs', chunkFileNames: '[name].mjs' },
      },
    },
  })
}
