import { useQuery } from '@tanstack/react-query'

import type { VariableDefinition } from '../../../../shared/model/variable-definition.ts'
import { useApi } from '../../../lib/api-context.tsx'

/** The names among these variables whose secret value is kept on this machine. */
export function useHeldSecrets(
  placeId: string | null,
  variables: readonly VariableDefinition[],
): ReadonlySet<string> {
  const { query } = useApi()
  const names = variables.filter(({ isSecret, name }) => isSecret && name !== '').map(({ name }) => name)
  const { data } = useQuery({
    ...query.collections.heldSecrets.queryOptions({ input: { placeId: placeId ?? '', names } }),
    enabled: placeId !== null && names.length > 0,
  })
  return new Set(data)
}
