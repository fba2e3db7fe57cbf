import { createStore, type StoreApi } from 'zustand'

import type { SavedRequest } from '../../../../shared/model/collection.ts'
import type { CurlNotice, RequestDraft } from '../../../../shared/model/request.ts'
import { newDraft } from '../../../../shared/model/new-draft.ts'
import type { RequestTab } from '../../../../shared/model/request-workspace.ts'
import { lacksSecrets } from './typed-secrets.ts'

/** Something to know about a tab's request before it is sent, until it is dismissed. */
export type TabNotice =
  | CurlNotice
  | { readonly kind: 'secrets-not-kept' }
  | { readonly kind: 'unsupported-in-file'; readonly keys: readonly string[] }

export interface Workbench {
  readonly tabs: readonly RequestTab[]
  readonly activeId: string | null
  /** The environment that requests are sent in; null for none. */
  readonly environmentId: string | null
  readonly notices: ReadonlyMap<string, readonly TabNotice[]>
  /** Closed tabs, the last first: none is lost by a slip of the mouse. */
  readonly closed: readonly RequestTab[]
  /** Whether the host has told what was open the last time. */
  readonly isLoaded: boolean
  /** Why the open requests are not kept; null while they are. */
  readonly keepError: unknown
  /** Opens a request of a collection, or goes to the tab where it is open. */
  openSaved(request: SavedRequest): void
  /** Opens a draft in a tab of its own, or in the active one when nothing was typed there yet. */
  openDraft(draft: RequestDraft, notices?: readonly TabNotice[]): void
  openNew(): void
  activate(tabId: string): void
  chooseEnvironment(environmentId: string | null): void
  /** Goes `by` tabs to the right, round the end. */
  step(by: number): void
  edit(tabId: string, changes: Partial<RequestDraft>): void
  revert(tabId: string): void
  /** What was written to a file is what the tab goes back to from now on. */
  saved(tabId: string, sourceId: string, written: RequestDraft): void
  /** A saved request has another name: the open one has it, too. */
  renamed(sourceId: string, name: string): void
  /** An item of a collection, and with it all that is inside, has another id. */
  moved(from: string, to: string): void
  /** Puts a tab before another one, or at the end. */
  place(tabId: string, beforeId: string | null): void
  close(tabId: string): void
  reopen(): void
  dismiss(tabId: string, notice: TabNotice): void
  /** These are the tabs now, as the host and this window have them together. */
  takeIn(workspace: Pick<Workbench, 'tabs' | 'activeId' | 'environmentId'>): void
}

const mostClosed = 20

/** The open requests. */
export function createWorkbench(): StoreApi<Workbench> {
  return createStore<Workbench>((set, get) => {
    const add = (tab: RequestTab) => set({ tabs: [...get().tabs, tab], activeId: tab.id })
    const changeAll = (to: (tab: RequestTab) => RequestTab) => set({ tabs: get().tabs.map(to) })
    const change = (tabId: string, to: (tab: RequestTab) => RequestTab) =>
      changeAll((tab) => (tab.id === tabId ? to(tab) : tab))
    const setNotices = (tabId: string, notices: readonly TabNotice[]) =>
      set({ notices: new Map(get().notices).set(tabId, notices) })

    return {
      tabs: [],
      activeId: null,
      environmentId: null,
      notices: new Map(),
      closed: [],
      isLoaded: false,
      keepError: null,
      openSaved: ({ id: sourceId, unsupported, ...draft }) => {
        const open = get().tabs.find((tab) => tab.sourceId === sourceId)
        if (open) set({ activeId: open.id })
        else {
          const tab = tabWith(draft, sourceId)
          add(tab)
          if (unsupported.length > 0) setNotices(tab.id, [{ kind: 'unsupported-in-file', keys: unsupported }])
        }
      },
      openDraft: (draft, notices = []) => {
        const active = activeTab(get())
        const tab = tabWith(draft, null)
        if (active && isBlank(active)) {
          change(active.id, () => ({ ...tab, id: active.id }))
          setNotices(active.id, notices)
        } else {
          add(tab)
          setNotices(tab.id, notices)
        }
      },
      openNew: () => add(tabWith(newDraft, null)),
      activate: (tabId) => set({ activeId: tabId }),
      chooseEnvironment: (environmentId) => set({ environmentId }),
      step: (by) => {
        const { tabs, activeId } = get()
        const index = tabs.findIndex((tab) => tab.id === activeId)
        set({ activeId: tabs.at((index + by) % tabs.length)?.id ?? null })
      },
      edit: (tabId, changes) => change(tabId, (tab) => ({ ...tab, draft: { ...tab.draft, ...changes } })),
      revert: (tabId) => change(tabId, (tab) => ({ ...tab, draft: tab.original })),
      saved: (tabId, sourceId, written) =>
        change(tabId, (tab) => ({
          ...tab,
          sourceId,
          original: written,
          // What was typed since stays.
          draft: { ...tab.draft, name: written.name },
        })),
      renamed: (sourceId, name) =>
        changeAll((tab) =>
          tab.sourceId === sourceId
            ? { ...tab, original: { ...tab.original, name }, draft: { ...tab.draft, name } }
            : tab,
        ),
      moved: (from, to) =>
        changeAll((tab) =>
          tab.sourceId === from || tab.sourceId?.startsWith(`${from}/`)
            ? { ...tab, sourceId: to + tab.sourceId.slice(from.length) }
            : tab,
        ),
      place: (tabId, beforeId) => {
        const { tabs } = get()
        const tab = tabs.find(({ id }) => id === tabId)
        const rest = tabs.filter((other) => other !== tab)
        const at = rest.findIndex(({ id }) => id === beforeId)
        if (tab && tabId !== beforeId) set({ tabs: rest.toSpliced(at < 0 ? rest.length : at, 0, tab) })
      },
      close: (tabId) => set(withoutTab(get(), tabId)),
      reopen: () => {
        const [last, ...closed] = get().closed
        if (!last) return
        set({ closed })
        add(last)
      },
      dismiss: (tabId, notice) =>
        setNotices(
          tabId,
          (get().notices.get(tabId) ?? []).filter((other) => other !== notice),
        ),
      takeIn: (workspace) => set(withTabs(get(), workspace)),
    }
  })
}

export function activeTab({ tabs, activeId }: Pick<Workbench, 'tabs' | 'activeId'>): RequestTab | undefined {
  return tabs.find((tab) => tab.id === activeId)
}

/** Whether the draft differs from what was opened. */
export function isChanged({ draft, original }: RequestTab): boolean {
  return draft !== original && JSON.stringify(draft) !== JSON.stringify(original)
}

function isBlank({ sourceId, draft }: RequestTab): boolean {
  return sourceId === null && JSON.stringify(draft) === JSON.stringify(newDraft)
}

function tabWith(draft: RequestDraft, sourceId: string | null): RequestTab {
  return { id: crypto.randomUUID(), sourceId, original: draft, draft }
}

function withTabs(
  { tabs: before, activeId, environmentId, notices, isLoaded }: Workbench,
  taken: Parameters<Workbench['takeIn']>[0],
): Partial<Workbench> {
  const here = new Set(before.map(({ id }) => id))
  const added = taken.tabs.filter(({ id, draft }) => !here.has(id) && lacksSecrets(draft))
  const isThere = (tabId: string | null) => taken.tabs.some(({ id }) => id === tabId)
  const active = [activeId, taken.activeId].find(isThere) ?? taken.tabs[0]?.id ?? null
  return {
    tabs: taken.tabs,
    activeId: active,
    environmentId: isLoaded ? environmentId : (environmentId ?? taken.environmentId),
    notices: new Map([
      ...notices,
      ...added.map(({ id }): [string, TabNotice[]] => [id, [{ kind: 'secrets-not-kept' }]]),
    ]),
    isLoaded: true,
  }
}

function withoutTab(workbench: Workbench, tabId: string): Partial<Workbench> {
  const { tabs, activeId, closed, notices } = workbench
  const index = tabs.findIndex((tab) => tab.id === tabId)
  const tab = tabs[index]
  if (!tab) return {}
  const rest = tabs.toSpliced(index, 1)
  const next = activeId === tabId ? (rest[index] ?? rest.at(-1)) : activeTab(workbench)
  const others = new Map(notices)
  others.delete(tabId)
  return {
    tabs: rest,
    activeId: next?.id ?? null,
    notices: others,
    closed: isBlank(tab) ? closed : [tab, ...closed].slice(0, mostClosed),
  }
}
