import { expect, test } from 'vitest'

import { newDraft } from '../../../../shared/model/new-draft.ts'
import type { RequestWorkspace, WorkspaceChange } from '../../../../shared/model/request-workspace.ts'
import { createWorkbench } from './create-workbench.ts'
import { TabTooLargeError, WorkspaceKeeper } from './keep-workspace.ts'

test('hands over what was changed and closed since the last time, and nothing when nothing was', async () => {
  const { workbench, keeper, host } = await loaded()
  workbench.getState().openDraft({ ...newDraft, name: 'a' })
  workbench.getState().openDraft({ ...newDraft, name: 'b' })
  await keeper.save(host)
  const [a, b] = workbench.getState().tabs

  workbench.getState().edit(b!.id, { url: 'http://c' })
  workbench.getState().close(a!.id)
  await keeper.save(host)
  await keeper.save(host)

  expect(host.changes.map(({ changed }) => changed.map(({ draft }) => draft.name))).toEqual([
    ['a', 'b'],
    ['b'],
  ])
  expect(host.changes[1]).toMatchObject({
    changed: [{ revision: 'kept-1', draft: { url: 'http://c' } }],
    closed: [{ id: a!.id, revision: 'kept-0' }],
    order: [{ id: b!.id }],
  })
})

test('takes in what another window did, and leaves alone what was written here', async () => {
  const { workbench, keeper, host } = await loaded(['same', 'theirs', 'mine', 'closed'])
  workbench.getState().edit('mine', { url: 'http://here' })
  host.workspace = {
    ...host.workspace,
    tabs: ['same', 'theirs', 'mine', 'new'].map((id) => kept(id, id === 'same' ? '1' : '2')),
  }

  await keeper.load(host)

  expect(workbench.getState().tabs.map(({ id, draft }) => [id, draft.url])).toEqual([
    ['same', 'http://1'],
    ['theirs', 'http://2'],
    ['mine', 'http://here'],
    ['new', 'http://2'],
  ])
})

test('does not bring back what was just closed here, and keeps what was written here and closed elsewhere', async () => {
  const { workbench, keeper, host } = await loaded(['a', 'b'])
  workbench.getState().close('a')
  workbench.getState().edit('b', { url: 'http://here' })
  host.workspace = { ...host.workspace, tabs: [kept('a', '1')] }

  await keeper.load(host)

  expect(workbench.getState().tabs.map(({ id }) => id)).toEqual(['b'])
})

test('asks what others did when the host says that there is something', async () => {
  const { workbench, keeper, host } = await loaded(['a'])
  host.workspace = { ...host.workspace, tabs: [kept('a', '1'), kept('b', '1')] }
  host.isBehind = true

  workbench.getState().edit('a', { url: 'http://here' })
  await keeper.save(host)

  expect(workbench.getState().tabs.map(({ id }) => id)).toEqual(['a', 'b'])
})

test('sends large drafts in several messages, and says which one no message can hold', async () => {
  const { workbench, keeper, host } = await loaded()
  for (const [name, size] of [
    ['a', 1],
    ['huge', 3],
    ['b', 1],
    ['c', 1],
  ] as const)
    workbench.getState().openDraft({ ...newDraft, name, body: textOf(size) })

  await keeper.save(host)

  expect(host.changes.map(({ changed }) => changed.map(({ draft }) => draft.name))).toEqual([
    ['a'],
    ['b'],
    ['c'],
  ])
  expect(workbench.getState().keepError).toBeInstanceOf(TabTooLargeError)
})

test('keeps the reason of a failure until it works again, and then hands over all of it', async () => {
  const { workbench, keeper, host } = await loaded()
  const failure = new Error('gone')
  host.failure = failure
  workbench.getState().openDraft({ ...newDraft, name: 'a' })
  await keeper.save(host)
  const during = workbench.getState().keepError
  host.failure = null

  await keeper.save(host)

  expect(during).toBe(failure)
  expect(workbench.getState().keepError).toBeNull()
  expect(host.changes).toMatchObject([{ changed: [{ draft: { name: 'a' } }] }])
})

test('takes over what an earlier version left in the browser, once the host has it', async () => {
  const { method: _method, ...broken } = newDraft
  const tab = { id: 'old', sourceId: null, original: newDraft, draft: { ...newDraft, url: 'http://old' } }
  const left = new Map([['arclight.requests.tabs', JSON.stringify({ tabs: [tab], activeId: 'old' })]])
  const { workbench, keeper, host } = opened(left)
  host.failure = new Error('gone')
  await keeper.load(host)
  const sizeBefore = left.size
  host.failure = null

  await keeper.load(host)

  expect([sizeBefore, left.size]).toEqual([1, 0])
  expect(workbench.getState().tabs).toEqual([tab])
  expect(host.changes).toMatchObject([{ changed: [{ id: 'old', draft: { url: 'http://old' } }] }])
  const damaged = opened(
    new Map([['arclight.requests.tabs', JSON.stringify({ tabs: [{ ...tab, draft: broken }] })]]),
  )
  await damaged.keeper.load(damaged.host)
  expect(damaged.workbench.getState()).toMatchObject({ tabs: [], keepError: null })
})

/** Answers as it is told to; what hosts make of changes is tested with them. */
class ScriptedHost {
  readonly changes: WorkspaceChange[] = []
  workspace: RequestWorkspace = { tabs: [], activeId: null, environmentId: null }
  isBehind = false
  failure: Error | null = null
  #count = 0

  get = async (): Promise<RequestWorkspace> => {
    if (this.failure) throw this.failure
    return this.workspace
  }

  save = async (change: unknown) => {
    if (this.failure) throw this.failure
    const { changed } = change as WorkspaceChange
    this.changes.push(change as WorkspaceChange)
    const revisions = changed.map(({ id }) => ({ id, revision: `kept-${this.#count++}` }))
    return { revisions, isBehind: this.isBehind }
  }
}

function textOf(megabytes: number) {
  return { kind: 'text' as const, text: 'x'.repeat(megabytes * 2 ** 20) }
}

function opened(storage: Map<string, string> = new Map()) {
  const workbench = createWorkbench()
  const keeper = new WorkspaceKeeper(workbench, {
    getItem: (key) => storage.get(key) ?? null,
    removeItem: (key) => void storage.delete(key),
  })
  return { workbench, keeper, host: new ScriptedHost() }
}

async function loaded(ids: readonly string[] = []) {
  const parts = opened()
  parts.host.workspace = { ...parts.host.workspace, tabs: ids.map((id) => kept(id, '1')) }
  await parts.keeper.load(parts.host)
  return parts
}

function kept(id: string, revision: string) {
  const draft = { ...newDraft, name: id, url: `http://${revision}` }
  return { id, sourceId: null, original: draft, draft, revision }
}
