import type { RequestPlace } from '../../../../shared/model/request.ts'
import { activeTab } from '../tabs/create-workbench.ts'
import { useWorkbench } from '../tabs/use-workbench.ts'
import { useCollections } from '../collection/use-collections.ts'

export interface EnvironmentGroup {
  readonly collectionId: string
  readonly collectionName: string
  readonly canAdd: boolean
  readonly environments: readonly { readonly id: string; readonly name: string }[]
}

/** The environments of each collection that is open, those without any left out unless one can be added. */
export function useEnvironmentGroups(): readonly EnvironmentGroup[] {
  const { data } = useCollections()
  return (data ?? [])
    .map(({ id, name, path, environments }) => ({
      collectionId: id,
      collectionName: name,
      canAdd: path !== null,
      environments,
    }))
    .filter(({ canAdd, environments }) => canAdd || environments.length > 0)
}

/** The environment that is chosen; null for none, and for one that is not there any more. */
export function useEnvironmentId(): string | null {
  const chosen = useWorkbench((state) => state.environmentId)
  const { data } = useCollections()
  const isGone =
    data !== undefined && !data.some(({ environments }) => environments.some(({ id }) => id === chosen))
  return isGone ? null : chosen
}

/** Where the open request stands: what it inherits from, and the environment that is chosen. */
export function usePlace(): RequestPlace {
  const sourceId = useWorkbench((state) => activeTab(state)?.sourceId ?? null)
  return { sourceId, environmentId: useEnvironmentId() }
}
