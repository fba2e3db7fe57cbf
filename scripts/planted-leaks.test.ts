import { spawnSync } from 'node:child_process'
import { cp, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

import { afterAll, beforeAll, expect, test } from 'vitest'

const root = fileURLToPath(new URL('..', import.meta.url))

/** A mistake that somebody could make, and the tests that have to notice it. */
const leaks = [
  {
    what: 'a token in a log line',
    file: 'electron/core/create-core.ts',
    good: 'const send = history.recorded(sendAsAsked(engine.send))',
    bad: `const recorded = history.recorded(sendAsAsked(engine.send))
  const send: typeof recorded = (request, signal) => {
    ports.log(JSON.stringify(request.headers))
    return recorded(request, signal)
  }`,
    tests: ['electron/cli/hostile-cloud', '-t', 'echoes the token|none of it'],
  },
  {
    what: 'a header in the history as it was sent',
    file: 'electron/core/history/redact.ts',
    good: 'return headers.map(([name, value]) => [name, redactHeaderValue(name, value, secrets)])',
    bad: 'return headers.map(([name, value]) => [name, value])',
    tests: ['electron/core/history/redact'],
  },
  {
    what: 'a preview with scripts',
    file: 'electron/api/file-answer.ts',
    good: "sandbox; default-src 'none'",
    bad: "default-src 'unsafe-inline'",
    tests: ['electron/api/file-answer'],
  },
  {
    what: 'an Origin that nobody checks',
    file: 'electron/served/gate.ts',
    good: 'origin === `${scheme}://${host}`',
    bad: 'origin !== host',
    tests: ['electron/served/rpc-socket'],
  },
]

let copy: string

beforeAll(async () => {
  copy = await mkdtemp(join(tmpdir(), 'arclight-planted-'))
  const parts = [
    'electron',
    'shared',
    'renderer',
    'assets',
    'package.json',
    'tsconfig.base.json',
    'vitest.config.ts',
  ]
  await Promise.all(parts.map((part) => cp(join(root, part), join(copy, part), { recursive: true })))
  await symlink(join(root, 'node_modules'), join(copy, 'node_modules'))
}, 60_000)
afterAll(() => rm(copy, { recursive: true }))

test.each(leaks)('$what makes a test fail', { timeout: 180_000 }, async ({ file, good, bad, tests }) => {
  const path = join(copy, file)
  const text = await readFile(path, 'utf8')

  const before = passes(tests)
  await writeFile(path, text.replace(good, bad))
  const planted = passes(tests)
  await writeFile(path, text)

  expect(text).toContain(good)
  expect({ before, planted }).toEqual({ before: true, planted: false })
})

function passes(tests: readonly string[]): boolean {
  const vitest = join(root, 'node_modules', 'vitest', 'vitest.mjs')
  const { status } = spawnSync(process.execPath, [vitest, 'run', ...tests], { cwd: copy, stdio: 'ignore' })
  return status === 0
}
