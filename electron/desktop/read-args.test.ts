import { join } from 'node:path'
import { pathToFileURL } from 'node:url'

import { expect, test } from 'vitest'

import { readArgs } from './read-args.ts'

const here = { cwd: process.cwd(), version: '1.2.3' }

test('says what it can be asked, and which version it is', () => {
  expect(readArgs(['--help'], here)).toEqual({ print: expect.stringMatching(/^Usage: arclight \[FILE…\]/) })
  expect(readArgs(['-h', 'a.curl'], here)).toHaveProperty('print')
  expect(readArgs(['--version'], here)).toEqual({ print: 'arclight 1.2.3\n' })
})

test('opens files where the start was made, and those of a file manager', () => {
  const elsewhere = join(here.cwd, 'a folder', 'clouds.yaml')

  expect(readArgs(['list.curl', pathToFileURL(elsewhere).href], here)).toEqual({
    paths: [join(here.cwd, 'list.curl'), elsewhere],
  })
})

test('leaves to Chromium what is Chromium’s, and takes all after -- for files', () => {
  expect(readArgs(['--disable-gpu', '--ozone-platform=wayland', '--', '--help'], here)).toEqual({
    paths: [join(here.cwd, '--help')],
  })
  expect(readArgs([], here)).toEqual({ paths: [] })
})
