import type { CloudsFileProblem } from '../../../../shared/model/cloud.ts'
import { isSection, type Section, type Setting } from './config-tree.ts'

/** One cloud of a clouds.yaml while it is read: looks its options up and collects what is wrong with them. */
export class CloudEntry {
  readonly problems: CloudsFileProblem[] = []
  readonly #name: string
  readonly #line: number | null
  readonly #top: Section
  readonly #auth: Section
  #isBlocked = false

  constructor(name: string, { line, value }: Setting) {
    this.#name = name
    this.#line = line
    this.#top = isSection(value) ? value : new Map()
    const auth = this.#top.get('auth')?.value
    this.#auth = isSection(auth) ? auth : new Map()
  }

  /** Whether something was found that forbids to use this entry. */
  get isBlocked(): boolean {
    return this.#isBlocked
  }

  has(key: string): boolean {
    return this.find(key) !== null
  }

  /** Null values count as absent, as in the loader of openstacksdk. */
  find(key: string): Setting | null {
    const places = outsideWins.test(key) ? [this.#top, this.#auth] : [this.#auth, this.#top]
    for (const place of places) {
      for (const name of [key, ...(aliases.get(key) ?? [])]) {
        const setting = place.get(name)
        if (setting && setting.value !== null && setting.value !== '') return setting
      }
    }
    return null
  }

  text(key: string): string | null {
    const value = this.find(key)?.value ?? null
    if (typeof value === 'string' || value === null) return value
    this.invalid(key, 'one value is expected here')
    return null
  }

  /** The first of these that is there. */
  firstText(...keys: string[]): string | null {
    const key = keys.find((candidate) => this.has(candidate))
    return key === undefined ? null : this.text(key)
  }

  need(key: string, what: string): string | null {
    if (!this.has(key)) this.missing(key, what)
    return this.text(key)
  }

  unknownAuthKeys(): string[] {
    return [...this.#auth.keys()].filter((key) => !authKeys.has(key))
  }

  missing(key: string, what: string): void {
    this.#block('missing', key, `${what} is missing`)
  }

  invalid(key: string, detail: string): void {
    this.#block('invalid', key, detail)
  }

  unsupported(key: string, detail: string): void {
    this.#block('unsupported', key, detail)
  }

  ignored(key: string, detail: string): void {
    this.note('ignored', key, detail)
  }

  /** A problem that leaves the entry usable. */
  note(kind: CloudsFileProblem['kind'], key: string, detail: string): void {
    const line = this.find(key)?.line ?? this.#auth.get(key)?.line ?? this.#lineOfSection()
    if (this.problems.some((problem) => problem.key === key && problem.kind === kind)) return
    this.problems.push({ cloudName: this.#name, key, line, kind, detail })
  }

  #block(kind: CloudsFileProblem['kind'], key: string, detail: string): void {
    this.#isBlocked = true
    this.note(kind, key, detail)
  }

  #lineOfSection(): number | null {
    return this.#top.get('auth')?.line ?? this.#line
  }
}

/** For these a value outside `auth:` beats the one inside. */
const outsideWins = /^(project|domain|user_domain|project_domain|token|passcode)/

const aliases = new Map([
  ['username', ['user_name', 'user']],
  ['project_id', ['tenant_id']],
  ['project_name', ['tenant_name']],
  ['project_domain_id', ['tenant_domain_id']],
  ['project_domain_name', ['tenant_domain_name']],
  ['profile', ['cloud']],
])

const authKeys = new Set(
  [
    'auth_url username user_name user user_id password passcode token user_domain_id user_domain_name',
    'project_id project_name project_domain_id project_domain_name domain_id domain_name system_scope trust_id',
    'tenant_id tenant_name tenant_domain_id tenant_domain_name',
    'default_domain default_domain_id default_domain_name',
    'application_credential_id application_credential_name application_credential_secret',
  ].flatMap((keys) => keys.split(' ')),
)
