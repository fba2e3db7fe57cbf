import { AppError } from '../../../shared/errors.ts'
import type { Variable } from '../../../shared/model/request.ts'
import type { KeyStore } from '../vault/key-store.ts'
import { dynamicValue } from './dynamic-values.ts'
import { fill, filledLength, namesIn } from './placeholders.ts'

export type KnownValue = Omit<Variable, 'name' | 'value'> & { readonly value: string }

export interface FoundValues {
  readonly known: ReadonlyMap<string, KnownValue>
  /** Names without a value, those that a value names among them; each once. */
  readonly missing: readonly string[]
}

/** A name before it has its value: a literal, a text that may name others, or a name in the key store. */
export type ValueEntry = Omit<KnownValue, 'value'> &
  ({ readonly value: string } | { readonly template: string } | { readonly key: string })

/** No value is longer: names that name each other twice would else fill the memory. */
const longestValue = 1024 * 1024

/** Finds the values of names for one request. Each is made once: `{{$uuid}}` is the same wherever it stands. */
export class ValueLookup {
  readonly #entries: ReadonlyMap<string, ValueEntry>
  readonly #sources: { readonly secrets: Pick<KeyStore, 'get'>; now(): number }
  readonly #found = new Map<string, KnownValue | null>()
  readonly #missing = new Set<string>()

  constructor(
    entries: ReadonlyMap<string, ValueEntry>,
    sources: { readonly secrets: Pick<KeyStore, 'get'>; now(): number },
  ) {
    this.#entries = entries
    this.#sources = sources
  }

  async find(names: readonly string[]): Promise<FoundValues> {
    const known = new Map<string, KnownValue>()
    for (const name of names) {
      const value = await this.valueOf(name)
      if (value) known.set(name, value)
    }
    return { known, missing: [...this.#missing] }
  }

  /** Null when the name, or one that its value names, has no value. Throws VARIABLES_CYCLIC, VARIABLE_TOO_LONG. */
  async valueOf(name: string, trail: readonly string[] = []): Promise<KnownValue | null> {
    if (trail.includes(name)) {
      throw new AppError('VARIABLES_CYCLIC', { names: [...trail.slice(trail.indexOf(name)), name] })
    }
    const before = this.#found.get(name)
    if (before !== undefined) return before
    const value = await this.#make(name, trail)
    this.#found.set(name, value)
    return value
  }

  async #make(name: string, trail: readonly string[]): Promise<KnownValue | null> {
    const entry = this.#entries.get(name)
    if (!entry) {
      const value = dynamicValue(name, this.#sources.now())
      return value === null ? this.#miss(name) : { value, isSecret: false, origin: 'dynamic' }
    }
    const { origin, isSecret } = entry
    if ('value' in entry) return { value: entry.value, origin, isSecret }
    if ('template' in entry) return await this.#filled(entry.template, { origin, isSecret }, [...trail, name])
    const value = await this.#sources.secrets.get(entry.key)
    return value === null ? this.#miss(name) : { value, origin, isSecret: true }
  }

  #miss(name: string): null {
    this.#missing.add(name)
    return null
  }

  async #filled(
    template: string,
    about: Omit<KnownValue, 'value'>,
    trail: readonly string[],
  ): Promise<KnownValue | null> {
    const named = new Map<string, KnownValue>()
    const names = namesIn([template])
    for (const name of names) {
      const value = await this.valueOf(name, trail)
      if (value) named.set(name, value)
    }
    if (named.size < names.length) return null
    const values = new Map([...named].map(([name, inner]) => [name, inner.value]))
    if (filledLength(template, values) > longestValue)
      throw new AppError('VARIABLE_TOO_LONG', { name: trail.at(-1) ?? '' })
    // What holds a secret is one.
    return {
      ...about,
      value: fill(template, values),
      isSecret: [...named.values()].some((inner) => inner.isSecret),
    }
  }
}
