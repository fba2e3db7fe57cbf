import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { dirname, join } from 'node:path'

import { expect, test } from 'vitest'

const root = fileURLToPath(new URL('..', import.meta.url))
const security = read('SECURITY.md')
const files = ['electron', 'renderer', 'scripts', 'shared'].flatMap((folder) =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).map((name) => `${folder}/${name}`),
)

test('each promise of SECURITY.md names a test, and each test that it names is there', () => {
  const [, promises = ''] = /\n## Promises(.*?)\n## /s.exec(security) ?? []
  const rows = tableRows(promises)
  const named = rows.map((cells) =>
    [...(cells.at(-1) ?? '').matchAll(/`([^`]+\.(?:test|spec)\.ts)`/g)].map(([, name]) => name!),
  )

  expect(rows.length).toBeGreaterThanOrEqual(20)
  expect(rows.filter((_, at) => named[at]!.length === 0)).toEqual([])
  expect(named.flat().filter((name) => !files.some((file) => `/${file}`.endsWith(`/${name}`)))).toEqual([])
})

test('docs/dependencies.md lists exactly the packages that the app ships with, under their licences', () => {
  const listed = tableRows(read('docs/dependencies.md')).map(([name = '', , , licence = '']) => [
    name,
    licence,
  ])
  const { dependencies } = JSON.parse(read('package.json')) as { dependencies: Record<string, string> }
  const shipped = Object.keys(dependencies).map((name) => [name, licenceOf(name)])

  expect(Object.fromEntries(listed)).toEqual(Object.fromEntries(shipped))
  expect(listed.length).toBe(shipped.length)
})

test('each link in the guide leads to a file that is there', () => {
  const pages = ['README.md', 'SECURITY.md', ...readdirSync(join(root, 'docs')).map((name) => `docs/${name}`)]
  const links = pages.flatMap((page) =>
    [...read(page).matchAll(/\]\((?!https?:)([^)#]+)/g)].map(([, to = '']) => join(dirname(page), to)),
  )

  expect(links.length).toBeGreaterThan(20)
  expect(links.filter((path) => !existsSync(join(root, path)))).toEqual([])
})

/** The cells of each row below the line of dashes. */
function tableRows(markdown: string): string[][] {
  const lines = markdown.split('\n').filter((line) => line.startsWith('| '))
  const start = lines.findIndex((line) => line.startsWith('| ---'))
  return lines.slice(start + 1).map((line) =>
    line
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim()),
  )
}

function licenceOf(name: string): unknown {
  return (JSON.parse(read(`node_modules/${name}/package.json`)) as { license?: unknown }).license
}

function read(path: string): string {
  return readFileSync(join(root, path), 'utf8')
}
