import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { afterEach, beforeEach, expect, test } from 'vitest'

import { AppError } from '../../../shared/errors.ts'
import type { OpenedFile } from '../../../shared/model/opened-file.ts'
import type { Core } from '../core.ts'
import { createFileRegistry } from '../files/create-file-registry.ts'
import { openPath } from './open-path.ts'

const never = new AbortController().signal
let dir: string
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'arclight-opening-'))
})
afterEach(() => rm(dir, { recursive: true }))

test.each([
  ['list.curl', 'curl https://images.example/v2/images'],
  ['upload.sh', '#!/bin/sh\nset -e\n\ncurl -T "$1" https://images.example/v2/images/1/file\n'],
  ['notes.txt', '$ curl https://images.example/'],
])('knows cURL commands: %s', async (name, text) => {
  expect(await opened(name, text)).toEqual({ kind: 'curl', command: text })
})

test.each([
  ['clouds.yaml', 'clouds: {}'],
  ['secure.yaml', 'clouds:\n  prod:\n    auth:\n      password: hunter2\n'],
  ['my-clouds.yml', '# of the lab\nclouds:\n  lab:\n    region_name: one\n'],
  ['demo-openrc.sh', '#!/bin/bash\nexport OS_AUTH_URL=https://identity.example/v3\n'],
  ['demo-openrc.bat', 'set OS_AUTH_URL=https://identity.example/v3\r\n'],
])('knows what describes clouds: %s', async (name, text) => {
  expect(await opened(name, text)).toEqual({ kind: 'clouds', name, text })
})

test.each([
  ['postman.json', '{"info": {"name": "curl "}}'],
  ['docker-compose.yaml', 'services:\n  clouds: {}\n'],
  ['tiny.raw', 'curl \0'],
])('leaves anything else to whoever can read it: %s', async (name, text) => {
  const sizeBytes = Buffer.byteLength(text)

  expect(await opened(name, text)).toEqual({
    kind: 'other',
    file: { handle: expect.any(String), name, sizeBytes, heldBy: 'host' },
  })
})

test('opens a collection, by its folder or by its file', async () => {
  const root = join(dir, 'mine')
  await mkdir(root)
  await writeFile(join(root, 'opencollection.yml'), 'opencollection: 1.0.0\n')
  const asked: string[] = []
  const core = coreWith(async (path) => {
    asked.push(path)
    return { name: 'Mine' }
  })

  expect(await openPath(core, root, never)).toEqual({ kind: 'collection', name: 'Mine' })
  expect(await openPath(core, join(root, 'opencollection.yml'), never)).toEqual({
    kind: 'collection',
    name: 'Mine',
  })
  expect(asked).toEqual([root, root])
})

test('says why a path cannot be opened', async () => {
  const core = coreWith(async (path) => {
    throw new AppError('NOT_A_COLLECTION', { path })
  })

  expect(await openPath(core, dir, never)).toMatchObject({
    kind: 'failed',
    problem: { code: 'NOT_A_COLLECTION' },
  })
  expect(await openPath(core, join(dir, 'gone.curl'), never)).toMatchObject({
    kind: 'failed',
    problem: { code: 'FILE_GONE', data: { name: 'gone.curl' } },
  })
})

async function opened(name: string, text: string): Promise<OpenedFile> {
  const path = join(dir, name)
  await writeFile(path, text)
  return await openPath(
    coreWith(() => Promise.reject(new Error('no collection'))),
    path,
    never,
  )
}

function coreWith(open: (path: string) => Promise<{ name: string }>): Pick<Core, 'collections' | 'files'> {
  return { files: createFileRegistry(), collections: { open } as unknown as Core['collections'] }
}
