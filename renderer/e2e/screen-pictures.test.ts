import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

import { expect, test } from 'vitest'

import { pictureNames } from './screen-pictures.ts'

const guide = ['README.md', ...readdirSync('docs').map((name) => `docs/${name}`)].filter((path) =>
  path.endsWith('.md'),
)

test('each picture in the guide is one that the page tests make, and is there', () => {
  const named = guide.flatMap((path) =>
    [...readFileSync(path, 'utf8').matchAll(/!\[[^\]]*\]\(([^)]+)\)/g)].map(([, at = '']) =>
      join(dirname(path), at),
    ),
  )

  expect(named.length).toBeGreaterThan(0)
  expect(named.filter((path) => !pictureNames.some((name) => path === `assets/screenshots/${name}`))).toEqual(
    [],
  )
  expect(named.filter((path) => !existsSync(path))).toEqual([])
})

test('each picture that is kept stands in the guide', () => {
  const text = guide.map((path) => readFileSync(path, 'utf8')).join('\n')

  expect(
    readdirSync('assets/screenshots').filter((name) => !text.includes(`assets/screenshots/${name}`)),
  ).toEqual([])
})
