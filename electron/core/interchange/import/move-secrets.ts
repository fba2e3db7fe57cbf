import type { ImportNote } from '../../../../shared/model/import.ts'
import type { DraftPair, RequestDraft } from '../../../../shared/model/request.ts'
import { isSecretName, redactText } from '../../history/redact.ts'
import { replaceJsonScalars, textOfScalar } from '../../history/scan-json.ts'
import type { Imported, ImportedFolder, ImportedItem, ImportedVariable } from './imported.ts'
import { variableName } from './variable-names.ts'

/** What a text is when nothing in it is a secret: names in braces, or nothing. */
const onlyNames = /^(?:\w+ )?(?:\{\{[\w.$-]+\}\})?$/
const keystoneToken = /^(?:gAAAA|eyJ[\w-]+\.)/

/** Gives names to secrets: the same value has one name, and no two values share one. */
interface Names {
  readonly byValue: Map<string, string>
  readonly notes: ImportNote[]
}

/**
 * Takes the secrets out of an import: each becomes `{{name}}`, and the value goes to the key store under that name.
 * Values of variables that are secret, or named like one, are taken out as well.
 */
export function moveSecrets(imported: Imported): {
  imported: Imported
  secrets: ReadonlyMap<string, string>
} {
  const names: Names = { byValue: new Map(), notes: [] }
  const root = folderWithout(imported.root, [], names)
  const environments = imported.environments.map((environment) => ({
    ...environment,
    variables: environment.variables.map((held) =>
      variableWithout(held, `${environment.name}.${held.name}`, names),
    ),
  }))
  const secrets = new Map([...names.byValue].map(([value, name]) => [name, value]))
  return {
    imported: { ...imported, root, environments, notes: [...imported.notes, ...names.notes] },
    secrets,
  }
}

function folderWithout(folder: ImportedFolder, path: readonly string[], names: Names): ImportedFolder {
  const take = taker(path, names)
  return {
    ...folder,
    headers: folder.headers.map((header) => pairWithout(header, take)),
    auth: authWithout(folder.auth, take),
    variables: folder.variables.map((held) => variableWithout(held, held.name, names)),
    items: folder.items.map(
      (item): ImportedItem =>
        item.kind === 'folder'
          ? { kind: 'folder', folder: folderWithout(item.folder, [...path, item.folder.name], names) }
          : { kind: 'request', draft: draftWithout(item.draft, [...path, item.draft.name], names) },
    ),
  }
}

type Take = (hint: string, value: string) => string

/** Answers with the name in braces that stands for a value, and says so once for each place. */
function taker(path: readonly string[], { byValue, notes }: Names): Take {
  return (hint, value) => {
    if (onlyNames.test(value)) return value
    const [, scheme = '', secret = value] = /^(Bearer |Basic |Token )?([^]*)$/i.exec(value) ?? []
    let name = byValue.get(secret)
    if (name === undefined) {
      const taken = new Set(byValue.values())
      const base = variableName(hint.toLowerCase().replaceAll('-', '_'))
      name = base
      for (let count = 2; taken.has(name); count += 1) name = `${base}_${count}`
      byValue.set(secret, name)
    }
    notes.push({ item: path.join(' / '), code: 'secret-moved', detail: name })
    return `${scheme}{{${name}}}`
  }
}

function draftWithout(draft: RequestDraft, path: readonly string[], names: Names): RequestDraft {
  const take = taker(path, names)
  const { clientCertificate } = draft.options
  return {
    ...draft,
    url: urlWithout(draft.url, take),
    query: draft.query.map((pair) => pairWithout(pair, take)),
    headers: draft.headers.map((header) => pairWithout(header, take)),
    body: bodyWithout(draft.body, take),
    auth: authWithout(draft.auth, take),
    options: clientCertificate?.passphrase
      ? {
          ...draft.options,
          clientCertificate: {
            ...clientCertificate,
            passphrase: take('passphrase', clientCertificate.passphrase),
          },
        }
      : draft.options,
  }
}

function urlWithout(url: string, take: Take): string {
  const [, address = '', query = '', fragment = ''] = /^([^?#]*)(\?[^#]*)?(#[^]*)?$/.exec(url) ?? []
  const pairs = query.split(/([?&])/).map((pair) => {
    const equals = pair.indexOf('=')
    const name = pair.slice(0, Math.max(equals, 0))
    return isSecretName(name) ? `${name}=${take(name, pair.slice(equals + 1))}` : pair
  })
  const withoutUser = address.replace(
    /^([a-z][\w+.-]*:\/\/[^/@:]*:)([^/@]+)@/i,
    (_, start: string, password: string) => {
      return `${start}${take('password', password)}@`
    },
  )
  return withoutUser + pairs.join('') + fragment
}

function pairWithout<Pair extends DraftPair>(pair: Pair, take: Take): Pair {
  const isSecret = isSecretName(pair.name) || keystoneToken.test(pair.value)
  return isSecret ? { ...pair, value: take(pair.name, pair.value) } : pair
}

function bodyWithout(body: RequestDraft['body'], take: Take): RequestDraft['body'] {
  switch (body.kind) {
    case 'none':
    case 'file':
      return body
    case 'text':
      return { ...body, text: textWithout(body.text, take) }
    case 'urlencoded':
      return { ...body, pairs: body.pairs.map((pair) => pairWithout(pair, take)) }
    case 'multipart': {
      const parts = body.parts.map((part) =>
        part.kind === 'text' && isSecretName(part.name)
          ? { ...part, value: take(part.name, part.value) }
          : part,
      )
      return { ...body, parts }
    }
  }
}

/** Scalars of JSON by their keys; in other text nothing can be told apart from its surroundings but a token. */
function textWithout(text: string, take: Take): string {
  if (redactText(text) === text) return text
  if (!/^\s*[[{]/.test(text)) {
    return text.replaceAll(/gAAAA[\w-]+={0,2}|eyJ[\w-]+\.[\w-]+\.[\w-]+/g, (token) => take('token', token))
  }
  return replaceJsonScalars(text, ({ path, source }) => {
    const value = textOfScalar(source)
    const key = path.findLast((step) => typeof step === 'string') ?? ''
    const isToken = key === 'id' && path.at(-2) === 'token'
    const isSecret = source.startsWith('"') && (isSecretName(key) || isToken || keystoneToken.test(value))
    if (!isSecret || onlyNames.test(value)) return null
    return JSON.stringify(take(isToken ? 'token' : key, value))
  })
}

function authWithout(auth: RequestDraft['auth'], take: Take): RequestDraft['auth'] {
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

function variableWithout(held: ImportedVariable, key: string, { byValue, notes }: Names): ImportedVariable {
  const isSecret = held.isSecret || isSecretName(held.name) || keystoneToken.test(held.value)
  if (!isSecret) return held
  if (held.value !== '' && !onlyNames.test(held.value) && !byValue.has(held.value)) {
    const taken = new Set(byValue.values())
    byValue.set(held.value, taken.has(held.name) ? variableName(key) : held.name)
    notes.push({ item: key, code: 'secret-moved', detail: held.name })
  }
  return onlyNames.test(held.value) && held.value !== '' ? held : { ...held, value: '', isSecret: true }
}
