import { expect, test } from 'vitest'

import type { RequestDraft } from '../../../../shared/model/request.ts'
import type { RequestTab } from '../../../../shared/model/request-workspace.ts'
import { activeTab, createWorkbench, isChanged } from './create-workbench.ts'
import { newDraft } from '../../../../shared/model/new-draft.ts'

const listImages = {
  ...newDraft,
  id: 'list',
  unsupported: [],
  name: '2 List images',
  url: '{{cloud.image}}/v2/images',
}

test('opens a request of the collection once, and goes back to its tab the next time', () => {
  const { store, names } = open()

  store.getState().openSaved(listImages)
  store.getState().openNew()
  store.getState().openSaved(listImages)

  expect(names()).toEqual(['2 List images', ''])
  expect(active(store)?.sourceId).toBe('list')
})

test('fills a blank tab with a draft, and leaves a tab alone where something was typed', () => {
  const { store, names } = open()
  store.getState().openNew()

  store.getState().openDraft({ ...newDraft, name: 'first' })
  store.getState().openDraft({ ...newDraft, name: 'second' }, [{ option: '-k', kind: 'ignored' }])

  expect(names()).toEqual(['first', 'second'])
  expect(store.getState().notices.get(active(store)!.id)).toEqual([{ option: '-k', kind: 'ignored' }])
})

test('knows a changed draft and takes the change back', () => {
  const { store } = open()
  store.getState().openSaved(listImages)
  const { id } = active(store)!

  store.getState().edit(id, { url: 'http://c' })
  const changed = isChanged(active(store)!)
  store.getState().edit(id, { url: listImages.url })
  const typedBack = isChanged(active(store)!)
  store.getState().edit(id, { method: 'PUT' })
  store.getState().revert(id)

  expect([changed, typedBack]).toEqual([true, false])
  expect(active(store)?.draft.method).toBe('GET')
})

test('goes back to what was saved, and keeps what was typed while it was', () => {
  const { store } = open()
  store.getState().openNew()
  const { id } = active(store)!
  const written = { ...newDraft, name: 'Images', url: 'http://c' }

  store.getState().edit(id, { url: 'http://c/typed-since' })
  store.getState().saved(id, 'lab/images.yml', written)

  expect(active(store)).toMatchObject({ sourceId: 'lab/images.yml', original: written })
  expect(active(store)?.draft).toEqual({ ...written, url: 'http://c/typed-since' })
})

test('goes to the neighbour when a tab is closed, and brings the closed one back', () => {
  const { store, names } = open()
  for (const name of ['a', 'b', 'c']) store.getState().openDraft({ ...newDraft, name })
  const [, b, c] = store.getState().tabs

  store.getState().close(c!.id)
  store.getState().activate(store.getState().tabs[0]!.id)
  store.getState().close(b!.id)
  const afterClosing = names()
  store.getState().reopen()
  store.getState().reopen()

  expect(afterClosing).toEqual(['a'])
  expect(names()).toEqual(['a', 'b', 'c'])
  expect(active(store)?.id).toBe(c!.id)
})

test('follows what happens to saved requests: new names, other folders', () => {
  const { store } = open()
  store.getState().openSaved({ ...listImages, id: 'lab/a/list' })
  store.getState().openSaved({ ...listImages, id: 'lab/ab' })

  store.getState().moved('lab/a', 'lab/b/a')
  store.getState().renamed('lab/b/a/list', 'All')

  expect(store.getState().tabs.map(({ sourceId }) => sourceId)).toEqual(['lab/b/a/list', 'lab/ab'])
  expect(store.getState().tabs.map(({ draft }) => draft.name)).toEqual(['All', listImages.name])
  expect(store.getState().tabs.map(isChanged)).toEqual([false, false])
})

test('puts a tab before another one, or at the end', () => {
  const { store, names } = open()
  for (const name of ['a', 'b', 'c']) store.getState().openDraft({ ...newDraft, name })
  const [a, b, c] = store.getState().tabs

  store.getState().place(c!.id, a!.id)
  const first = names()
  store.getState().place(a!.id, null)
  store.getState().place(b!.id, b!.id)

  expect([first, names()]).toEqual([
    ['c', 'a', 'b'],
    ['c', 'b', 'a'],
  ])
})

test('steps round the end of the tabs', () => {
  const { store } = open()
  for (const name of ['a', 'b', 'c']) store.getState().openDraft({ ...newDraft, name })

  store.getState().step(1)
  const forth = active(store)?.draft.name
  store.getState().step(-1)

  expect([forth, active(store)?.draft.name]).toEqual(['a', 'c'])
})

test('takes in what is kept beside what was opened already, and says which secrets were not kept', () => {
  const { store, names } = open()
  store.getState().openDraft({ ...newDraft, name: 'mine' })
  const header = { name: 'X-Auth-Token', value: '[redacted]', isEnabled: true }
  const kept = tab({ ...newDraft, name: 'kept', headers: [header] })

  const { tabs } = store.getState()
  store.getState().takeIn({ tabs: [kept, ...tabs], activeId: kept.id, environmentId: 'lab' })

  expect(names()).toEqual(['kept', 'mine'])
  expect(active(store)?.draft.name).toBe('mine')
  expect(store.getState()).toMatchObject({ environmentId: 'lab', isLoaded: true })
  expect([...store.getState().notices.get(kept.id)!]).toEqual([{ kind: 'secrets-not-kept' }])
})

test('stays with its own environment when another window chose one', () => {
  const { store } = open()
  store.getState().takeIn({ tabs: [], activeId: null, environmentId: 'lab' })

  store.getState().chooseEnvironment(null)
  store.getState().takeIn({ tabs: [], activeId: null, environmentId: 'lab' })

  expect(store.getState().environmentId).toBeNull()
})

type Store = ReturnType<typeof createWorkbench>

function active(store: Store) {
  return activeTab(store.getState())
}

function open() {
  const store = createWorkbench()
  return { store, names: () => store.getState().tabs.map(({ draft }) => draft.name) }
}

function tab(draft: RequestDraft): RequestTab {
  return { id: crypto.randomUUID(), sourceId: null, original: draft, draft }
}
