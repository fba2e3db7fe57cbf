import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'

import { afterEach, beforeEach, expect, test } from 'vitest'

import { collectionsTrial, type CollectionsTrial, requestFile } from './collections-trial.ts'
import type { OpenCollections } from './create-collections.ts'

const signal = new AbortController().signal
const lab =
  'name: Lab\n# by hand\nvariables:\n  - { name: host, value: http://lab }\n  - { name: key, secret: true }\n'

let trial: CollectionsTrial
let collections: OpenCollections
let labId: string

beforeEach(async () => {
  trial = await collectionsTrial()
  collections = await trial.start()
  await trial.write({
    'environments/Lab.yml': lab,
    'environments/Prod.yml': 'name: Prod\nvariables: []\n',
    'show.yml': requestFile('Show', 1, '{{host}}/v2?k={{key}}'),
    'images/list.yml': requestFile('List', 1, '{{other}}/'),
    'images/folder.yml': 'info: { name: Images }\nrequest: { headers: [{ name: X-K, value: "{{key}}" }] }\n',
  })
  const { id } = await collections.open(trial.root, signal)
  labId = `${id}/environments/Lab`
  await collections.setSecret({ placeId: labId, name: 'key', value: 'hush' })
})

afterEach(async () => {
  await collections.close()
  await trial.end()
})

test('an environment keeps its secrets, and what was written by hand, under another name', async () => {
  const renamedId = await collections.renameEnvironment({ id: labId, name: 'Test bed' }, signal)

  expect(await environments()).toEqual(['Prod.yml', 'Test bed.yml'])
  const text = await readFile(join(trial.root, 'environments', 'Test bed.yml'), 'utf8')
  expect(text).toContain('name: Test bed')
  expect(text).toContain('# by hand')
  expect(await held(renamedId)).toEqual(['key'])
  expect(await held(labId)).toEqual([])
  expect((await collections.environment(renamedId, signal)).name).toBe('Test bed')
})

test('a name may change its capitals alone', async () => {
  const renamedId = await collections.renameEnvironment({ id: labId, name: 'LAB' }, signal)

  expect(await environments()).toEqual(['LAB.yml', 'Prod.yml'])
  expect(await held(renamedId)).toEqual(['key'])
})

test('a copy has the variables and secrets, and the first keeps its own', async () => {
  const copyId = await collections.duplicateEnvironment({ id: labId, name: 'Lab copy' }, signal)

  expect(await environments()).toEqual(['Lab copy.yml', 'Lab.yml', 'Prod.yml'])
  expect((await collections.environment(copyId, signal)).variables.map(({ name }) => name)).toEqual([
    'host',
    'key',
  ])
  expect([await held(copyId), await held(labId)]).toEqual([['key'], ['key']])
})

test('a name that another environment has is refused, and nothing is changed', async () => {
  const renaming = collections.renameEnvironment({ id: labId, name: 'prod' }, signal)
  await expect(renaming).rejects.toMatchObject({ code: 'FILE_EXISTS' })
  const copying = collections.duplicateEnvironment({ id: labId, name: 'LAB' }, signal)
  await expect(copying).rejects.toMatchObject({ code: 'FILE_EXISTS' })

  expect(await environments()).toEqual(['Lab.yml', 'Prod.yml'])
  expect(await held(labId)).toEqual(['key'])
})

test('its secrets are forgotten with it', async () => {
  await collections.remove(labId, signal)

  expect(await environments()).toEqual(['Prod.yml'])
  expect(await held(labId)).toEqual([])
})

test('tells which requests and folders name its variables', async () => {
  const uses = await collections.environmentUses(labId, signal)

  expect(uses).toEqual([
    { item: 'Mine / Images', names: ['key'] },
    { item: 'Mine / Show', names: ['host', 'key'] },
  ])
})

async function environments(): Promise<string[]> {
  return (await readdir(join(trial.root, 'environments'))).toSorted()
}

async function held(placeId: string): Promise<string[]> {
  return await collections.heldSecrets({ placeId, names: ['key'] })
}
