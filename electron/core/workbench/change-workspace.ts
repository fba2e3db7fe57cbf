import type {
  KeptTab,
  RequestWorkspace,
  WorkspaceChange,
  WorkspaceSaved,
} from '../../../shared/model/request-workspace.ts'

/** A change of one window; `before`: the revision that it had of a tab. */
type Change = Omit<WorkspaceChange, 'changed' | 'windowId'> & {
  readonly changed: readonly { readonly tab: KeptTab; readonly before: string | null }[]
  /** Whether the window itself wrote a tab last. */
  isOwn(tabId: string): boolean
}

/**
 * The workspace after a change. Where another window wrote the same tab meanwhile, its text stays in a tab of its own
 * beside this one; a tab that another window wrote is not closed; what another window opened stays, at the end.
 */
export function changeWorkspace(
  { tabs }: RequestWorkspace,
  { changed, closed, order, activeId, environmentId, isOwn }: Change,
  newId: () => string,
): { workspace: RequestWorkspace; saved: WorkspaceSaved } {
  const held = new Map(tabs.map((tab) => [tab.id, tab]))
  const overtaken = new Map<string, KeptTab>()
  for (const { tab, before } of changed) {
    const other = held.get(tab.id)
    if (other && other.revision !== before && other.revision !== tab.revision && !isOwn(tab.id))
      overtaken.set(tab.id, { ...other, id: newId() })
    held.set(tab.id, tab)
  }
  for (const { id, revision } of closed) if (held.get(id)?.revision === revision || isOwn(id)) held.delete(id)
  const inOrder = order.flatMap(({ id }) => {
    const [tab, other] = [held.get(id), overtaken.get(id)]
    held.delete(id)
    return [...(tab ? [tab] : []), ...(other ? [other] : [])]
  })
  const after = [...inOrder, ...held.values()]
  return {
    workspace: { tabs: after, activeId, environmentId },
    saved: {
      revisions: changed.map(({ tab: { id, revision } }) => ({ id, revision })),
      isBehind: isBehind(after, { changed, order }),
    },
  }
}

function isBehind(after: readonly KeptTab[], { changed, order }: Pick<Change, 'changed' | 'order'>): boolean {
  const known = new Map(order.map(({ id, revision }) => [id, revision]))
  for (const { tab } of changed) known.set(tab.id, tab.revision)
  return after.length !== known.size || after.some(({ id, revision }) => known.get(id) !== revision)
}
