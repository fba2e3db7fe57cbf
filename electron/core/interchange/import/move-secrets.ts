import type { DraftPair, RequestDraft } from '../../../../shared/model/request.ts'
import { holdsToken, isSecretName } from '../../../../shared/model/typed-secret.ts'
import { replaceJsonScalars, textOfScalar } from '../../history/scan-json.ts'
import type { Imported, ImportedFolder, ImportedItem, ImportedVariable } from './imported.ts'
import { holdsOnlyNames, type SecretNames, SecretNaming, variablesIn } from './secret-names.ts'

/** An import without its secrets, and these apart. */
export interface ReadImport {
  readonly imported: Imported
  /** What stood in requests and folders, by the names that stand there instead. */
  readonly secrets: ReadonlyMap<string, string>
  /** The values of variables that are secret. */
  readonly variableSecrets: ReadonlyMap<ImportedVariable, string>
}

interface Moving {
  readonly naming: SecretNaming
  readonly variableSecrets: Map<ImportedVariable, string>
}

/**
 * Takes the secrets out of an import: each becomes `{{name}}`. Values of variables that are secret, or named like one,
 * are taken out as well. What is left has nothing that `findSecret` would find.
 */
export function moveSecrets(imported: Imported): ReadImport {
  const defined = [...variablesIn(imported.root), ...imported.environments.flatMap((each) => each.variables)]
  const naming = new SecretNaming(defined.map(({ name }) => name))
  const moving: Moving = { naming, variableSecrets: new Map() }
  const root = folderWithout(imported.root, [], moving)
  const environments = imported.environments.map((environment) => ({
    ...environment,
    variables: environment.variables.map((held) => variableWithout(held, [environment.name], moving)),
  }))
  return {
    imported: { ...imported, root, environments, notes: [...imported.notes, ...naming.notes] },
    secrets: naming.secrets,
    variableSecrets: moving.variableSecrets,
  }
}

/** A draft with a `{{name}}` in place of each secret that was typed out. The values are gone. */
export function draftWithNames(draft: RequestDraft): RequestDraft {
  return draftWithout(draft, new SecretNaming([]).at([]))
}

function folderWithout(folder: ImportedFolder, path: readonly string[], moving: Moving): ImportedFolder {
  const names = moving.naming.at(path)
  return {
    ...folder,
    docs: names.sweep(folder.docs),
    headers: folder.headers.map((header) => pairWithout(header, names)),
    auth: authWithout(folder.auth, names),
    variables: folder.variables.map((held) => variableWithout(held, path, moving)),
    items: folder.items.map(
      (item): ImportedItem =>
        item.kind === 'folder'
          ? { kind: 'folder', folder: folderWithout(item.folder, [...path, item.folder.name], moving) }
          : {
              kind: 'request',
              draft: draftWithout(item.draft, moving.naming.at([...path, item.draft.name])),
            },
    ),
  }
}

function draftWithout(draft: RequestDraft, names: SecretNames): RequestDraft {
  return {
    ...draft,
    url: urlWithout(draft.url, names),
    query: draft.query.map((pair) => pairWithout(pair, names)),
    headers: draft.headers.map((header) => pairWithout(header, names)),
    body: bodyWithout(draft.body, names),
    auth: authWithout(draft.auth, names),
    actions: draft.actions.map((action) => withoutTokens(action, names)),
    options: optionsWithout(draft.options, names),
    docs: names.sweep(draft.docs),
  }
}

function optionsWithout(options: RequestDraft['options'], names: SecretNames): RequestDraft['options'] {
  const { clientCertificate: own, proxy } = options
  return {
    ...options,
    proxy: proxy.kind === 'url' ? { ...proxy, url: urlWithout(proxy.url, names) } : proxy,
    clientCertificate: own?.passphrase
      ? { ...own, passphrase: names.take('passphrase', own.passphrase) }
      : own,
  }
}

/** Data of any shape: what has no name of its own can only be a token. */
function withoutTokens<Data>(data: Data, names: SecretNames): Data {
  const text = JSON.stringify(data)
  return holdsToken(text) ? (JSON.parse(names.sweep(text)) as Data) : data
}

function urlWithout(url: string, names: SecretNames): string {
  const [, address = '', query = '', fragment = ''] = /^([^?#]*)(\?[^#]*)?(#[^]*)?$/.exec(url) ?? []
  const pairs = query.split(/([?&])/).map((pair) => {
    const equals = pair.indexOf('=')
    const name = pair.slice(0, Math.max(equals, 0))
    return isSecretName(name) ? `${name}=${names.take(name, pair.slice(equals + 1))}` : pair
  })
  const withoutUser = address.replace(
    /^([a-z][\w+.-]*:\/\/[^/@:]*:)([^/@]+)@/i,
    (_, start: string, password: string) => `${start}${names.take('password', password)}@`,
  )
  return names.sweep(withoutUser + pairs.join('') + fragment)
}

function pairWithout<Pair extends DraftPair>(pair: Pair, names: SecretNames): Pair {
  const isSecret = isSecretName(pair.name) || holdsToken(pair.value)
  return isSecret ? { ...pair, value: names.take(pair.name || 'token', pair.value) } : pair
}

function bodyWithout(body: RequestDraft['body'], names: SecretNames): RequestDraft['body'] {
  switch (body.kind) {
    case 'none':
    case 'file':
      return body
    case 'text':
      return { ...body, text: names.sweep(jsonWithout(body.text, names)) }
    case 'urlencoded':
      return { ...body, pairs: body.pairs.map((pair) => pairWithout(pair, names)) }
    case 'multipart':
      return {
        ...body,
        parts: body.parts.map((part) => (part.kind === 'text' ? pairWithout(part, names) : part)),
      }
  }
}

/** Strings of JSON by their keys. In other text nothing can be told apart from its surroundings but a token. */
function jsonWithout(text: string, names: SecretNames): string {
  if (!/^\s*[[{]/.test(text)) return text
  return replaceJsonScalars(text, ({ path, source }) => {
    if (!source.startsWith('"')) return null
    const value = textOfScalar(source)
    const key = path.findLast((step) => typeof step === 'string') ?? ''
    const isToken = key === 'id' && path.at(-2) === 'token'
    const isSecret = isSecretName(key) || isToken || holdsToken(value)
    if (!isSecret || holdsOnlyNames(value)) return null
    return JSON.stringify(names.take(isToken ? 'token' : key || 'token', value))
  })
}

function authWithout(auth: RequestDraft['auth'], { take }: SecretNames): RequestDraft['auth'] {
  switch (auth.kind) {
    case 'basic':
    case 'digest':
      return { ...auth, password: take('password', auth.password) }
    case 'bearer':
      return { ...auth, token: take('token', auth.token) }
    case 'api-key':
      return { ...auth, value: take(auth.name, auth.value) }
    case 'oauth2-client-credentials':
    case 'oauth2-authorization-code':
      return { ...auth, clientSecret: take('client_secret', auth.clientSecret) }
    case 'inherit':
    case 'none':
    case 'keystone':
      return auth
  }
}

/** One whose value is another name is no secret itself. */
function variableWithout(
  held: ImportedVariable,
  path: readonly string[],
  { naming, variableSecrets }: Moving,
): ImportedVariable {
  const isSecret = held.isSecret || isSecretName(held.name) || holdsToken(held.value)
  if (!isSecret) return held
  if (holdsOnlyNames(held.value) && held.value !== '') return { ...held, isSecret: false }
  const without = { ...held, value: '', isSecret: true }
  if (held.value === '') return without
  variableSecrets.set(without, held.value)
  naming.notes.push({ item: [...path, held.name].join(' / '), code: 'secret-moved', detail: held.name })
  return without
}
