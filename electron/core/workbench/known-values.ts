import { AppError } from '../../../shared/errors.ts'
import type { CloudAccess } from '../identity/cloud-access.ts'
import type { KeyStore } from '../vault/key-store.ts'
import { dynamicNames } from './dynamic-values.ts'
import type { RequestScope } from './request-scope.ts'
import type { SessionVariables } from './session-variables.ts'
import { type FoundValues, type KnownValue, type ValueEntry, ValueLookup } from './value-lookup.ts'

/**
 * Where values come from. What this session captured or set wins over folders, these over the environment, that over
 * the collection; a cloud's names begin with `cloud.`.
 */
export interface ValueSources {
  readonly session: SessionVariables
  readonly access: Pick<CloudAccess, 'facts'>
  readonly secrets: Pick<KeyStore, 'get'>
  now(): number
}

export interface ValueQuery {
  readonly cloudId: string | null
  readonly scope: RequestScope
}

/**
 * The values of these names. A cloud is only asked for its facts when something is missing without them.
 * Throws VARIABLES_CYCLIC or VARIABLE_TOO_LONG.
 */
export async function findValues(
  sources: ValueSources,
  { names, ...query }: ValueQuery & { names: readonly string[] },
  signal: AbortSignal,
): Promise<FoundValues> {
  const held = await new ValueLookup(heldEntries(sources.session, query), sources).find(names)
  if (held.missing.length === 0 || query.cloudId === null) return held
  return await new ValueLookup(await allEntries(sources, query, signal), sources).find(names)
}

/** Every name that `{{…}}` may use. Secrets of a cloud are there for that cloud alone. */
export async function allValues(
  sources: ValueSources,
  query: ValueQuery,
  signal: AbortSignal,
): Promise<ReadonlyMap<string, KnownValue>> {
  const entries = await allEntries(sources, query, signal)
  const lookup = new ValueLookup(entries, sources)
  const known = new Map<string, KnownValue>()
  for (const [name, { origin, isSecret, ...entry }] of entries) {
    const found = await lookup.valueOf(name).catch(nullIfApp)
    if (found) known.set(name, found)
    else if ('template' in entry) known.set(name, { origin, isSecret, value: entry.template })
  }
  for (const name of dynamicNames) known.set(name, { value: '', isSecret: false, origin: 'dynamic' })
  return known
}

async function allEntries(
  sources: ValueSources,
  query: ValueQuery,
  signal: AbortSignal,
): Promise<Map<string, ValueEntry>> {
  const facts = query.cloudId === null ? [] : await sources.access.facts(query.cloudId, signal)
  const told = facts.map(({ name, value, isSecret }): [string, ValueEntry] => [
    name,
    { value, isSecret, origin: 'cloud' },
  ])
  return new Map([...told, ...heldEntries(sources.session, query)])
}

function heldEntries(session: SessionVariables, { cloudId, scope }: ValueQuery): Map<string, ValueEntry> {
  const defined = scope.layers.flatMap((layer) =>
    layer.definitions
      .filter(({ name, isEnabled }) => isEnabled && name !== '')
      .map(({ name, value, isSecret }): [string, ValueEntry] => [
        name,
        isSecret
          ? { key: layer.secretKey(name), isSecret, origin: layer.origin }
          : { template: value, isSecret, origin: layer.origin },
      ]),
  )
  return new Map([...defined, ...session.all(cloudId)])
}

function nullIfApp(error: unknown): null {
  if (error instanceof AppError) return null
  throw error
}
