import type { RequestDraft } from '../../../../shared/model/request.ts'
import type { AnswerPart, Comparison } from '../../../../shared/model/request-action.ts'
import { encryptArc } from '../import/arc/arc-cipher.ts'
import type { Imported, ImportedFolder } from '../import/imported.ts'

const operators: ReadonlyMap<Comparison, string> = new Map([
  ['equal', 'equal'],
  ['not-equal', 'not-equal'],
  ['greater', 'greater-than'],
  ['greater-or-equal', 'greater-than-equal'],
  ['less', 'less-than'],
  ['less-or-equal', 'less-than-equal'],
  ['contains', 'contains'],
  ['matches', 'regex'],
])

/**
 * A data export of Advanced REST Client 17; with a passphrase, encrypted as it encrypts. Projects do not nest there: a
 * folder inside another has both names. Claims, and what ARC has no field for, are not written.
 */
export function toArc(
  { root, environments }: Pick<Imported, 'root' | 'environments'>,
  createdAt: Date,
  passphrase: string | null,
): string {
  const projects: unknown[] = []
  const requests: unknown[] = []
  collect(root, [], { projects, requests })
  const variables = [{ name: 'default', variables: root.variables }, ...environments].flatMap((each) =>
    each.variables
      .filter(({ isSecret }) => !isSecret)
      .map(({ name, value, isEnabled }) => ({
        kind: 'ARC#Variable',
        environment: each.name,
        name,
        value: dollars(value),
        enabled: isEnabled,
      })),
  )
  const data = {
    createdAt: createdAt.toISOString(),
    version: '17.0.9',
    kind: 'ARC#AllDataExport',
    requests,
    projects,
    variables,
  }
  const text = `${JSON.stringify(data, null, 2)}\n`
  return passphrase === null || passphrase === '' ? text : encryptArc(text, passphrase)
}

function collect(
  folder: ImportedFolder,
  path: readonly string[],
  into: { projects: unknown[]; requests: unknown[] },
): void {
  const key = path.length === 0 ? null : `project-${into.projects.length + 1}`
  if (key !== null) {
    into.projects.push({ kind: 'ARC#ProjectData', key, name: path.join(' / '), description: folder.docs })
  }
  for (const item of folder.items) {
    if (item.kind === 'folder') collect(item.folder, [...path, item.folder.name], into)
    else into.requests.push(requestOf(item.draft, key))
  }
}

function requestOf(draft: RequestDraft, project: string | null): unknown {
  const { name, method, url, headers, docs, options } = draft
  return {
    kind: 'ARC#HttpRequest',
    type: 'saved',
    name,
    method,
    url: dollars(url),
    headers: headers
      .filter(({ isEnabled }) => isEnabled)
      .map((header) => `${dollars(header.name)}: ${dollars(header.value)}`)
      .join('\n'),
    ...bodyOf(draft.body),
    description: docs,
    projects: project === null ? [] : [project],
    authorization: authOf(draft.auth),
    actions: { request: [], response: draft.actions.flatMap(actionOf) },
    config: {
      enabled: true,
      followRedirects: options.redirects.follow,
      ...(options.timeoutMs === null ? {} : { timeout: options.timeoutMs / 1000 }),
      ...(options.verifyTls === null ? {} : { validateCertificates: options.verifyTls }),
    },
  }
}

/** `{{name}}` as ARC spells it. */
function dollars(text: string): string {
  return text.replaceAll(/\{\{([\w.-]+)\}\}/g, (_, name: string) => `\${${name}}`)
}

function bodyOf(body: RequestDraft['body']): Record<string, unknown> {
  switch (body.kind) {
    case 'none':
      return {}
    case 'text':
      return { payload: dollars(body.text) }
    case 'urlencoded': {
      const enabled = body.pairs.filter(({ isEnabled }) => isEnabled)
      return { payload: enabled.map(({ name, value }) => `${formText(name)}=${formText(value)}`).join('&') }
    }
    case 'multipart':
      return {
        multipart: body.parts.map((part) => ({
          isFile: part.kind === 'file',
          name: dollars(part.name),
          value: part.kind === 'text' ? dollars(part.value) : '',
          enabled: part.isEnabled,
          ...(part.contentType === undefined ? {} : { type: part.contentType }),
        })),
      }
    case 'file':
      return { payload: { type: 'file', name: body.file?.name ?? '' } }
  }
}

/** Encoded, but for the names in it. */
function formText(text: string): string {
  const parts = dollars(text).split(/(\$\{[\w.-]+\})/)
  return parts
    .map((part, index) => (index % 2 === 1 ? part : new URLSearchParams([['', part]]).toString().slice(1)))
    .join('')
}

function authOf(auth: RequestDraft['auth']): unknown[] {
  if (auth.kind === 'basic' || auth.kind === 'digest') {
    return signIn(auth.kind, { username: auth.username, password: auth.password })
  }
  return auth.kind === 'bearer' ? signIn('bearer', { token: auth.token }) : []
}

function signIn(type: string, config: Record<string, string>): unknown[] {
  const held = Object.entries(config).map(([key, value]): [string, string] => [key, dollars(value)])
  return [{ type, enabled: true, valid: true, config: Object.fromEntries(held) }]
}

function actionOf(action: RequestDraft['actions'][number]): unknown[] {
  const source = action.kind === 'set-variable' ? sourceOf(action.part) : null
  const operator = action.when && operators.get(action.when.comparison)
  const when = action.when && sourceOf(action.when.part)
  if (action.kind !== 'set-variable' || !source || (action.when && (!operator || !when))) return []
  const condition = when
    ? { type: 'response', ...when, operator, predictedValue: dollars(action.when?.value ?? '') }
    : { type: 'response', source: 'status', operator: 'equal', predictedValue: '', alwaysPass: true }
  const config = { name: action.variable, source: { type: 'response', ...source } }
  const failOnError = action.onFailure === 'fail'
  return [
    {
      type: 'response',
      enabled: action.isEnabled,
      condition,
      actions: [
        {
          type: 'response',
          name: 'set-variable',
          enabled: true,
          priority: 0,
          sync: true,
          failOnError,
          config,
        },
      ],
    },
  ]
}

function sourceOf(part: AnswerPart): Record<string, unknown> | null {
  switch (part.kind) {
    case 'status':
      return { source: 'status' }
    case 'header':
      return { source: 'headers', path: part.name }
    case 'body':
      return { source: 'body', path: '' }
    case 'time':
      return null
    case 'json': {
      if (!part.find) return { source: 'body', path: part.path }
      const operator = operators.get(part.find.comparison)
      const iterator = { path: part.find.field, operator, condition: dollars(part.find.value) }
      const path = [part.path === '$' ? '' : part.path, '*', part.find.take]
        .filter((step) => step !== '')
        .join('.')
      return operator ? { source: 'body', path, iteratorEnabled: true, iterator } : null
    }
  }
}
