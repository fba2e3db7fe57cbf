import { expect, test } from 'vitest'

import type { RequestDraft } from '../../../../shared/model/request.ts'
import { activeTab, createWorkbench, isChanged } from './create-workbench.ts'
import type { KeepStorage } from './kept-tabs.ts'
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

test('steps round the end of the tabs', () => {
  const { store } = open()
  for (const name of ['a', 'b', 'c']) store.getState().openDraft({ ...newDraft, name })

  store.getState().step(1)
  const forth = active(store)?.draft.name
  store.getState().step(-1)

  expect([forth, active(store)?.draft.name]).toEqual(['a', 'c'])
})

test('keeps drafts over a reload, half typed ones and the open tab too', () => {
  const { store, storage } = open()
  store.getState().openDraft({ ...newDraft, name: 'a' })
  store.getState().openSaved(listImages)
  const { id } = active(store)!
  const always = { isEnabled: true, when: null, onFailure: 'go-on' } as const
  const actions: RequestDraft['actions'] = [
    { kind: 'set-variable', variable: '', part: { kind: 'json', path: '' }, isSecret: false, ...always },
  ]
  store.getState().edit(id, { method: '', actions })
  store.getState().keep()

  const again = createWorkbench(storage)

  expect(again.getState().tabs).toEqual(store.getState().tabs)
  expect(active(again)?.id).toBe(id)
  expect(again.getState().notices.size).toBe(0)
})

test('keeps no secret that was typed, and says so after the reload', () => {
  const { store, storage, written } = open()
  store.getState().openDraft({
    ...newDraft,
    name: 'a',
    headers: [{ name: 'X-Auth-Token', value: 'a-token', isEnabled: true }],
  })
  store.getState().keep()

  const again = createWorkbench(storage)

  expect(written()).not.toContain('a-token')
  expect([...again.getState().notices.values()]).toEqual([[{ kind: 'secrets-not-kept' }]])
})

test('forgets a file that only the page held', () => {
  const { store, storage } = open()
  const file = { handle: 'f1', name: 'cirros.img', sizeBytes: 12, heldBy: 'page' as const }
  store.getState().openDraft({ ...newDraft, name: 'a', body: { kind: 'file', file } })
  store.getState().keep()

  expect(active(createWorkbench(storage))?.draft.body).toEqual({ kind: 'file', file: null })
})

test('begins empty when what was kept cannot be read', () => {
  for (const text of ['', '{', '{"tabs":[{"id":1}],"activeId":null}']) {
    const store = createWorkbench({ getItem: () => text, setItem: () => {} })
    expect(store.getState().tabs).toEqual([])
  }
})

test('says when the storage has no room', () => {
  const { store } = open(() => {
    throw new Error('QuotaExceededError')
  })
  store.getState().openNew()

  store.getState().keep()

  expect(store.getState().areKept).toBe(false)
})

type Store = ReturnType<typeof createWorkbench>

function active(store: Store) {
  return activeTab(store.getState())
}

function open(onWrite: () => void = () => {}) {
  const kept = new Map<string, string>()
  const storage: KeepStorage = {
    getItem: (key) => kept.get(key) ?? null,
    setItem: (key, value) => {
      onWrite()
      kept.set(key, value)
    },
  }
  const store = createWorkbench(storage)
  return {
    store,
    storage,
    names: () => store.getState().tabs.map((tab) => tab.draft.name),
    written: () => [...kept.values()].join(''),
  }
}
