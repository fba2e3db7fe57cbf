import type { ImportNote } from '../../../../shared/model/import.ts'
import { replaceTokens } from '../../../../shared/model/typed-secret.ts'
import type { ImportedFolder, ImportedVariable } from './imported.ts'
import { variableName } from './variable-names.ts'

/** What a text is when nothing in it is a secret: names in braces, or nothing. */
const onlyNames = /^(?:(?:\w+ )?\{\{[\w.$-]+\}\})?$/

/** Takes secrets in, and answers with the `{{name}}` that stands for each. */
export interface SecretNames {
  /** The whole value is a secret, unless names are all it holds. */
  take(hint: string, value: string): string
  /** Tokens in a text. */
  sweep(text: string): string
}

/** Gives names to secrets: the same value has one name, and no name is one that a variable has already. */
export class SecretNaming {
  readonly notes: ImportNote[] = []
  readonly #byValue = new Map<string, string>()
  readonly #taken: Set<string>

  constructor(taken: Iterable<string>) {
    this.#taken = new Set(taken)
  }

  get secrets(): ReadonlyMap<string, string> {
    return new Map([...this.#byValue].map(([value, name]) => [name, value]))
  }

  /** For one place, which is told once for each secret in it. */
  at(path: readonly string[]): SecretNames {
    const take = (hint: string, value: string): string => {
      if (holdsOnlyNames(value)) return value
      const [, scheme = '', secret = value] = /^(Bearer |Basic |Token )?([^]*)$/i.exec(value) ?? []
      const name = this.#byValue.get(secret) ?? this.#named(secret, hint)
      this.notes.push({ item: path.join(' / '), code: 'secret-moved', detail: name })
      return `${scheme}{{${name}}}`
    }
    return { take, sweep: (text) => replaceTokens(text, (token) => take('token', token)) }
  }

  #named(secret: string, hint: string): string {
    const base = variableName(hint.toLowerCase().replaceAll('-', '_'))
    let name = base
    for (let count = 2; this.#taken.has(name); count += 1) name = `${base}_${count}`
    this.#taken.add(name)
    this.#byValue.set(secret, name)
    return name
  }
}

export function holdsOnlyNames(value: string): boolean {
  return onlyNames.test(value)
}

/** What is in a folder and below it. */
export function variablesIn({ variables, items }: ImportedFolder): ImportedVariable[] {
  return [...variables, ...items.flatMap((item) => (item.kind === 'folder' ? variablesIn(item.folder) : []))]
}
