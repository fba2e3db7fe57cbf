import type { ExportFormat, ExportLoss } from '../../../../shared/model/export.ts'
import type { DraftBody, RequestDraft } from '../../../../shared/model/request.ts'
import { defaultOptions } from '../../../../shared/model/request-options.ts'
import type { Imported, ImportedFolder } from '../import/imported.ts'

type FileFormat = Exclude<ExportFormat, 'opencollection' | 'har'>

/** What each format has a word for. */
const knows: Readonly<
  Record<
    FileFormat,
    { options: ReadonlySet<string>; auth: ReadonlySet<RequestDraft['auth']['kind']>; rows: boolean }
  >
> = {
  postman: {
    options: new Set(),
    auth: new Set([
      'inherit',
      'none',
      'basic',
      'digest',
      'bearer',
      'api-key',
      'oauth2-client-credentials',
      'oauth2-authorization-code',
    ]),
    rows: true,
  },
  arc: {
    options: new Set(['timeoutMs', 'verifyTls', 'redirects']),
    auth: new Set(['none', 'basic', 'digest', 'bearer']),
    rows: false,
  },
  curl: {
    options: new Set(Object.keys(defaultOptions)),
    auth: new Set(['none', 'basic', 'digest', 'bearer', 'api-key']),
    rows: false,
  },
}

/** What of these requests is not in a file of this format. Folders hand on auth and headers where it has no folders. */
export function exportLosses({ root, environments }: Imported, format: FileFormat): ExportLoss[] {
  const handsOn = format === 'curl'
  return [
    ...(format === 'arc' ? [] : environments.map(({ name }) => loss([], 'environment-left-out', name))),
    ...ofFolder(root, [], format, handsOn),
  ]
}

function ofFolder(
  { headers, auth, variables, items }: ImportedFolder,
  path: readonly string[],
  format: FileFormat,
  handsOn: boolean,
): ExportLoss[] {
  const keepsVariables = format === 'postman' || format === 'arc'
  const lost = variables.filter(({ isSecret }) => !isSecret && !(keepsVariables && path.length === 0))
  const hasAuth = format === 'postman' || handsOn || auth.kind === 'inherit' || auth.kind === 'none'
  return [
    ...(handsOn ? [] : headers.map(({ name }) => loss(path, 'header-left-out', name))),
    ...(hasAuth ? [] : [loss(path, 'auth-left-out', auth.kind)]),
    ...lost.map(({ name }) => loss(path, 'variable-left-out', name)),
    ...items.flatMap((item) =>
      item.kind === 'folder'
        ? ofFolder(item.folder, [...path, item.folder.name], format, handsOn)
        : ofDraft(item.draft, [...path, item.draft.name], format),
    ),
  ]
}

function ofDraft(draft: RequestDraft, path: readonly string[], format: FileFormat): ExportLoss[] {
  const known = knows[format]
  const off = known.rows ? [] : offRows(draft)
  return [
    ...authLoss(draft.auth, path, format),
    ...draft.actions
      .filter((action) => format !== 'arc' || action.kind === 'assert')
      .map((action) =>
        loss(path, 'action-left-out', action.kind === 'set-variable' ? action.variable : action.kind),
      ),
    ...changedOptions(draft.options)
      .filter((name) => !known.options.has(name))
      .map((name) => loss(path, 'setting-left-out', name)),
    ...off.map((name) => loss(path, 'row-left-out', name)),
    ...(format === 'curl' ? [] : filesOf(draft.body).map((name) => loss(path, 'file-by-name', name))),
  ]
}

function authLoss({ kind }: RequestDraft['auth'], path: readonly string[], format: FileFormat): ExportLoss[] {
  if (kind === 'inherit' || knows[format].auth.has(kind)) return []
  const isHeader = kind === 'keystone' && (format === 'postman' || format === 'curl')
  return [loss(path, isHeader ? 'auth-changed' : 'auth-left-out', kind)]
}

function changedOptions(options: RequestDraft['options']): string[] {
  const usual: Readonly<Record<string, unknown>> = defaultOptions
  return Object.entries(options)
    .filter(([name, value]) => JSON.stringify(value) !== JSON.stringify(usual[name]))
    .map(([name]) => name)
}

function offRows({ query, headers, body }: RequestDraft): string[] {
  const rows = [
    ...query,
    ...headers,
    ...(body.kind === 'urlencoded' ? body.pairs : []),
    ...(body.kind === 'multipart' ? body.parts : []),
  ]
  return rows.filter(({ isEnabled }) => !isEnabled).map(({ name }) => name)
}

function filesOf(body: DraftBody): string[] {
  // None is chosen yet: there is nothing to lose.
  if (body.kind === 'file') return body.file ? [body.file.name] : []
  if (body.kind !== 'multipart') return []
  return body.parts.flatMap((part) => (part.kind === 'file' ? [part.file?.name ?? part.fileName ?? ''] : []))
}

function loss(path: readonly string[], code: ExportLoss['code'], detail: string): ExportLoss {
  return { item: path.join(' / '), code, detail }
}
