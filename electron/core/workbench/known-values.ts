import type { Variable } from '../../../shared/model/request.ts'
import type { CloudAccess } from '../identity/cloud-access.ts'
import type { SessionVariables } from './session-variables.ts'

export type KnownValue = Omit<Variable, 'name' | 'value'> & { readonly value: string }
export type KnownValues = ReadonlyMap<string, KnownValue>

/** Where values come from: what this session holds wins over what a cloud tells of itself. */
export interface ValueSources {
  readonly session: SessionVariables
  readonly access: Pick<CloudAccess, 'facts'>
}

/** The values of these names. A cloud is only asked for its facts when the session does not know them all. */
export async function knownValues(
  sources: ValueSources,
  { cloudId, names }: { cloudId: string | null; names: readonly string[] },
  signal: AbortSignal,
): Promise<KnownValues> {
  const held = sources.session.all(cloudId)
  const isEnough = names.every((name) => held.has(name))
  const known: KnownValues = isEnough ? held : await allValues(sources, cloudId, signal)
  return new Map([...known].filter(([name]) => names.includes(name)))
}

/** Every name that `{{…}}` may use. Secrets of a cloud are there for that cloud alone. */
export async function allValues(
  { session, access }: ValueSources,
  cloudId: string | null,
  signal: AbortSignal,
): Promise<KnownValues> {
  const facts = cloudId === null ? [] : await access.facts(cloudId, signal)
  const told = facts.map(({ name, value, isSecret }): [string, KnownValue] => [
    name,
    { value, isSecret, origin: 'cloud' },
  ])
  return new Map([...told, ...session.all(cloudId)])
}
