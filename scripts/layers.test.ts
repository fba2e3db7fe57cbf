import { spawnSync } from 'node:child_process'
import { cp, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

import { afterAll, beforeAll, expect, test } from 'vitest'

const root = fileURLToPath(new URL('..', import.meta.url))
const bin = (tool: string) => join(root, 'node_modules', '.bin', tool)

/** A small house that keeps every rule; each planted file below breaks one. */
const house = {
  'shared/model/noun.ts': 'export const noun = 1\n',
  'shared/contract/index.ts': "export { noun } from '../model/noun.ts'\n",
  'electron/core/core.ts': "import { noun } from '../../shared/model/noun.ts'\nexport const core = noun\n",
  'electron/api/router.ts': "import { core } from '../core/core.ts'\nexport const router = core\n",
  'electron/desktop/main.ts': "import { router } from '../api/router.ts'\nexport const desktop = router\n",
  'electron/served/main.ts': "import { router } from '../api/router.ts'\nexport const served = router\n",
  'renderer/locales/en.json': '{}\n',
  'renderer/lib/part.ts': "import words from '../locales/en.json'\nexport const part = words\n",
  'renderer/features/one/one.ts': "import { part } from '../../lib/part.ts'\nexport const one = part\n",
  'renderer/features/two/two.ts': 'export const two = 2\n',
  'renderer/app/app.ts': "import { one } from '../features/one/one.ts'\nexport const app = one\n",
  'renderer/entry/served.ts': "import { app } from '../app/app.ts'\nexport const page = app\n",
}

const breaches: [rule: string, file: string, text: string][] = [
  ['no-cycles', 'electron/core/ring.ts', "import { ring2 } from './ring2.ts'\nexport const ring = ring2\n"],
  [
    'nothing-unresolved',
    'electron/core/lost.ts',
    "import { gone } from './gone.ts'\nexport const lost = gone\n",
  ],
  ['shared-is-neutral', 'shared/model/a.ts', "export { core } from '../../electron/core/core.ts'\n"],
  [
    'shared-packages',
    'shared/model/b.ts',
    "import { readFileSync } from 'node:fs'\nexport const b = readFileSync\n",
  ],
  [
    'core-knows-no-shell',
    'electron/core/c.ts',
    "import type { WebSocket } from 'ws'\nexport type C = WebSocket\n",
  ],
  ['api-knows-no-shell', 'electron/api/d.ts', "export { served } from '../served/main.ts'\n"],
  ['shells-apart', 'electron/desktop/e.ts', "export { served } from '../served/main.ts'\n"],
  [
    'only-desktop-uses-electron',
    'electron/served/f.ts',
    "import type { App } from 'electron'\nexport type F = App\n",
  ],
  [
    'page-and-host-meet-in-shared',
    'renderer/lib/g.ts',
    "export { core } from '../../electron/core/core.ts'\n",
  ],
  ['page-uses-no-node', 'renderer/lib/h.ts', "import { join } from 'node:path'\nexport const h = join\n"],
  ['host-never-imports-page', 'electron/core/i.ts', "export { part } from '../../renderer/lib/part.ts'\n"],
  ['features-apart', 'renderer/features/one/j.ts', "export { two } from '../two/two.ts'\n"],
  ['parts-below-features', 'renderer/lib/k.ts', "export { one } from '../features/one/one.ts'\n"],
  ['entry-is-the-top', 'renderer/app/l.ts', "export { page } from '../entry/served.ts'\n"],
]

let clean: string
let broken: string
let found: Cruised['violations']

beforeAll(async () => {
  clean = await build(house)
  broken = await build({
    ...house,
    ...Object.fromEntries(breaches.map(([, file, text]) => [file, text])),
    'electron/core/ring2.ts': "import { ring } from './ring.ts'\nexport const ring2 = ring\n",
  })
  found = cruise(broken).violations
}, 60_000)

afterAll(async () => {
  await rm(clean, { recursive: true, force: true })
  await rm(broken, { recursive: true, force: true })
})

test('a house that keeps the rules passes, and every file of it is read', () => {
  const { violations, totalCruised } = cruise(clean)

  expect(violations).toEqual([])
  expect(totalCruised).toBeGreaterThanOrEqual(Object.keys(house).length)
})

test.each(breaches)('the layer gate refuses a breach of %s', (rule, file) => {
  expect(found).toContainEqual({ rule, file })
})

test('no layer rule lacks a planted breach', async () => {
  const rules = (await import(join(root, '.dependency-cruiser.cjs'))) as {
    default: { forbidden: { name: string }[] }
  }

  expect(rules.default.forbidden.map(({ name }) => name).toSorted()).toEqual(
    breaches.map(([rule]) => rule).toSorted(),
  )
})

test.each([
  ['an any', 'electron/core/x.ts', 'export const x: any = 1\n', 'no-explicit-any'],
  [
    'a promise left alone',
    'electron/core/x.ts',
    'export function x() {\n  Promise.resolve(1)\n}\n',
    'no-floating-promises',
  ],
  ['a default export', 'electron/core/x.ts', 'export default 1\n', 'no-default-export'],
  ['a file name with capitals', 'electron/core/bigName.ts', 'export const x = 1\n', 'filename-case'],
  [
    'electron outside its shell',
    'electron/core/x.ts',
    "import { app } from 'electron'\nexport const x = app\n",
    'no-restricted-imports',
  ],
  [
    'a file of more than 300 lines',
    'electron/core/x.ts',
    Array.from({ length: 301 }, (_, line) => `export const a${line} = 1\n`).join(''),
    'max-lines',
  ],
])('the linter refuses %s', async (_, file, text, rule) => {
  const dir = await build({ ...house, [file]: text })
  try {
    const { status, stdout } = spawnSync(bin('oxlint'), ['--type-aware', '-f', 'unix', 'electron'], {
      cwd: dir,
      encoding: 'utf8',
    })

    expect(stdout).toContain(rule)
    expect(status).not.toBe(0)
  } finally {
    await rm(dir, { recursive: true, force: true })
  }
})

test.each([
  [
    'Node in shared',
    'shared/model/x.ts',
    "import { readFileSync } from 'node:fs'\nexport const x = readFileSync\n",
  ],
  ['the DOM in shared', 'shared/model/x.ts', 'export const x = document.title\n'],
  ['the DOM in the host', 'electron/core/x.ts', 'export const x = document.title\n'],
  ['Node in the page', 'renderer/lib/x.ts', 'export const x = process.pid\n'],
])(
  'the compiler refuses %s',
  async (_, file, text) => {
    const dir = await build({ ...house, [file]: text })
    try {
      const { status, stdout } = spawnSync(bin('tsc'), ['-b', 'shared', 'electron', 'renderer'], {
        cwd: dir,
        encoding: 'utf8',
      })

      expect(stdout).toContain(file)
      expect(status).not.toBe(0)
    } finally {
      await rm(dir, { recursive: true, force: true })
    }
  },
  60_000,
)

async function build(files: Record<string, string>): Promise<string> {
  const dir = await mkdtemp(join(tmpdir(), 'arclight-house-'))
  const configs = ['.dependency-cruiser.cjs', '.oxlintrc.json', 'tsconfig.base.json', 'package.json']
  for (const folder of ['shared', 'electron', 'renderer', 'renderer/locales'])
    configs.push(`${folder}/tsconfig.json`)
  for (const config of configs) await cp(join(root, config), join(dir, config))
  for (const [file, text] of Object.entries(files)) {
    await mkdir(dirname(join(dir, file)), { recursive: true })
    await writeFile(join(dir, file), text)
  }
  await symlink(join(root, 'node_modules'), join(dir, 'node_modules'))
  return dir
}

interface Cruised {
  violations: { rule: string; file: string }[]
  totalCruised: number
}

function cruise(dir: string): Cruised {
  const { stdout } = spawnSync(
    bin('depcruise'),
    ['--output-type', 'json', 'shared', 'electron', 'renderer'],
    {
      cwd: dir,
      encoding: 'utf8',
      maxBuffer: 64 * 2 ** 20,
    },
  )
  const { summary } = JSON.parse(stdout) as {
    summary: { totalCruised: number; violations: { from: string; rule: { name: string } }[] }
  }
  return {
    totalCruised: summary.totalCruised,
    violations: summary.violations.map(({ from, rule }) => ({ rule: rule.name, file: from })),
  }
}
