import type { StoreApi } from 'zustand'

import type { KeptTab, RequestTab, RequestWorkspace } from '../../../../shared/model/request-workspace.ts'
import type { Client } from '../../../lib/api.ts'
import type { Workbench } from './create-workbench.ts'
import { dropEarlierTabs, type EarlierStorage, readEarlierTabs } from './earlier-tabs.ts'

type Host = Client['requests']['workspace']

/** What the host is known to have of a tab. */
interface Known {
  readonly revision: string
  readonly tab: RequestTab
}

/** More in one message than this many characters, and the host would hang up. */
const mostCharacters = 4 * 1024 * 1024

/**
 * Keeps the open requests with the host, and takes in what other windows open, write and close there. One call at a
 * time, so that each begins with what the one before it left.
 */
export class WorkspaceKeeper {
  readonly #workbench: StoreApi<Workbench>
  readonly #storage: EarlierStorage
  readonly #windowId = crypto.randomUUID()
  readonly #known = new Map<string, Known>()
  #keptOpen = ''
  #last: Promise<unknown> = Promise.resolve()

  constructor(workbench: StoreApi<Workbench>, storage: EarlierStorage) {
    this.#workbench = workbench
    this.#storage = storage
  }

  /** Takes in what the host has. Never rejects: what went wrong is in the workbench. */
  load(host: Host): Promise<void> {
    return this.#inTurn(async () => {
      const isFirst = !this.#workbench.getState().isLoaded
      const kept = await host.get()
      const earlier = isFirst ? readEarlierTabs(this.#storage) : []
      this.#takeIn(kept, earlier)
      if (earlier.length === 0) return
      await this.#save(host)
      dropEarlierTabs(this.#storage)
    })
  }

  /** Hands over what was changed since the last time. Never rejects. */
  save(host: Host): Promise<void> {
    return this.#inTurn(() => this.#save(host))
  }

  async #inTurn(run: () => Promise<void>): Promise<void> {
    const turn = this.#last.then(run).then(
      () => this.#workbench.setState({ keepError: null }),
      (keepError: unknown) => this.#workbench.setState({ keepError }),
    )
    this.#last = turn
    await turn
  }

  async #save(host: Host): Promise<void> {
    const { tabs, activeId, environmentId, isLoaded } = this.#workbench.getState()
    if (!isLoaded) return
    const { batch, isMore, isTooLarge } = this.#nextBatch(tabs)
    const here = new Set(tabs.map(({ id }) => id))
    const closed = [...this.#known]
      .filter(([id]) => !here.has(id))
      .map(([id, { revision }]) => ({ id, revision }))
    const sent = new Set(batch)
    const order = tabs
      .filter((tab) => sent.has(tab) || this.#known.has(tab.id))
      .map(({ id }) => ({ id, revision: this.#known.get(id)?.revision ?? null }))
    const open = JSON.stringify([order.map(({ id }) => id), activeId, environmentId])
    if (batch.length > 0 || closed.length > 0 || open !== this.#keptOpen) {
      const changed = batch.map((tab) => ({ ...tab, revision: this.#known.get(tab.id)?.revision ?? null }))
      const change = { windowId: this.#windowId, changed, closed, order, activeId, environmentId }
      const { revisions, isBehind } = await host.save(change)
      this.#keptOpen = open
      for (const { id } of closed) this.#known.delete(id)
      const byId = new Map(batch.map((tab) => [tab.id, tab]))
      for (const { id, revision } of revisions) this.#known.set(id, { revision, tab: byId.get(id)! })
      if (isBehind) this.#takeIn(await host.get(), [])
    }
    if (isMore) await this.#save(host)
    else if (isTooLarge) throw new TabTooLargeError()
  }

  /** As many of the changed tabs as fit into one message. */
  #nextBatch(tabs: readonly RequestTab[]) {
    const sizes = tabs
      .filter((tab) => !this.#isKnown(tab))
      .map((tab) => ({ tab, size: JSON.stringify(tab).length }))
    const fitting = sizes.filter(({ size }) => size <= mostCharacters)
    const batch: RequestTab[] = []
    let characters = 0
    for (const { tab, size } of fitting) {
      characters += size
      if (characters > mostCharacters) break
      batch.push(tab)
    }
    return { batch, isMore: batch.length < fitting.length, isTooLarge: fitting.length < sizes.length }
  }

  #isKnown(tab: RequestTab): boolean {
    const known = this.#known.get(tab.id)?.tab
    return known !== undefined && isSame(known, tab)
  }

  /** What was written here and not handed over yet stays as it is. */
  #takeIn({ tabs: kept, activeId, environmentId }: RequestWorkspace, earlier: readonly RequestTab[]): void {
    const here = new Map(this.#workbench.getState().tabs.map((tab) => [tab.id, tab]))
    const there = new Set(kept.map(({ id }) => id))
    const taken: RequestTab[] = []
    for (const tab of kept) {
      const mine = here.get(tab.id)
      // Closed here, which the host is still to be told.
      if (!mine && this.#known.get(tab.id)?.revision === tab.revision) continue
      taken.push(mine && !this.#isOvertaken(mine, tab) ? mine : this.#know(tab))
    }
    for (const [id, mine] of here) {
      if (there.has(id)) continue
      if (!this.#known.has(id) || !this.#isKnown(mine)) taken.push(mine)
      this.#known.delete(id)
    }
    const added = earlier.filter(({ id }) => !there.has(id) && !here.has(id))
    this.#workbench.getState().takeIn({ tabs: [...taken, ...added], activeId, environmentId })
  }

  #isOvertaken(mine: RequestTab, { revision }: KeptTab): boolean {
    return this.#isKnown(mine) && this.#known.get(mine.id)?.revision !== revision
  }

  #know({ revision, ...tab }: KeptTab): RequestTab {
    this.#known.set(tab.id, { revision, tab })
    return tab
  }
}

/** One request alone is larger than what the host takes. */
export class TabTooLargeError extends Error {
  override readonly name = 'TabTooLargeError'
}

function isSame(one: RequestTab, other: RequestTab): boolean {
  return one.sourceId === other.sourceId && one.draft === other.draft && one.original === other.original
}
