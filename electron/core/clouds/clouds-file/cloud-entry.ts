import type { CloudsFileProblem, CloudsFileProblemReason } from '../../../../shared/model/clouds-file.ts'
import { isSection, type Section, type Setting } from './config-tree.ts'

/** One cloud of a configuration while it is read: looks its options up and collects what is wrong with them. */
export class CloudEntry {
  readonly problems: CloudsFileProblem[] = []
  readonly #name: string
  readonly #whole: Setting
  readonly #top: Section
  readonly #auth: Section
  #isBlocked = false

  constructor(name: string, whole: Setting) {
    this.#name = name
    this.#whole = whole
    this.#top = isSection(whole.value) ? whole.value : new Map()
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
    this.block(key, 'not-one-value')
    return null
  }

  /** The first of these that is there. */
  firstText(...keys: string[]): string | null {
    const key = keys.find((candidate) => this.has(candidate))
    return key === undefined ? null : this.text(key)
  }

  need(key: string): string | null {
    if (!this.has(key)) this.block(key, 'missing')
    return this.text(key)
  }

  unknownAuthKeys(): string[] {
    return [...this.#auth.keys()].filter((key) => !authKeys.has(key))
  }

  /** A problem that forbids to use the entry. */
  block(key: string, reason: CloudsFileProblemReason, value: string | null = null): void {
    this.#isBlocked = true
    this.#add({ key, reason, value, isBlocking: true })
  }

  /** A problem that leaves the entry usable. */
  note(key: string, reason: CloudsFileProblemReason, value: string | null = null): void {
    this.#add({ key, reason, value, isBlocking: false })
  }

  #add(found: Pick<CloudsFileProblem, 'key' | 'reason' | 'value' | 'isBlocking'>): void {
    if (this.problems.some(({ key, reason }) => key === found.key && reason === found.reason)) return
    const where = this.find(found.key) ?? this.#auth.get(found.key) ?? this.#top.get('auth') ?? this.#whole
    const { file, line } = where
    const value = found.value?.slice(0, 60) ?? null
    this.problems.push({ file, cloudName: this.#name, line, ...found, value })
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
  ['token', ['auth_token']],
  ['auth_type', ['auth_plugin']],
])

const authKeys = new Set(
  [
    'auth_url username user_name user user_id password passcode token auth_token auth_methods',
    'user_domain_id user_domain_name project_id project_name project_domain_id project_domain_name',
    'domain_id domain_name system_scope trust_id',
    'tenant_id tenant_name tenant_domain_id tenant_domain_name',
    'default_domain default_domain_id default_domain_name',
    'application_credential_id application_credential_name application_credential_secret',
  ].flatMap((keys) => keys.split(' ')),
)
