import type { CurlNotice } from '../../../../shared/model/request.ts'
import type { CurlOption } from './curl-options.ts'
import type { Stdin } from './shell-command.ts'

/** A part of a form. `text-file` is one whose value is what a file holds. */
export type CurlPart = { readonly name: string; readonly contentType: string | null } & (
  | { kind: 'text'; value: string }
  | { kind: 'text-file'; path: string; option: string }
  | { kind: 'file'; path: string | null; fileName: string | null }
)

/** The types that curl gives to files by their names; anything else is octet-stream. */
const types: ReadonlyMap<string, string> = new Map([
  ['gif', 'image/gif'],
  ['jpg', 'image/jpeg'],
  ['jpeg', 'image/jpeg'],
  ['png', 'image/png'],
  ['svg', 'image/svg+xml'],
  ['txt', 'text/plain'],
  ['htm', 'text/html'],
  ['html', 'text/html'],
  ['pdf', 'application/pdf'],
  ['xml', 'application/xml'],
])

/** Reads `-F` and `--form-string`. Nested multiparts and headers of a part are left out, with a notice. */
export function readCurlForm(
  options: readonly CurlOption[],
  stdin: Stdin,
): { parts: CurlPart[]; notices: CurlNotice[] } {
  const given = options.filter(({ name }) => name === 'form' || name === 'form-string')
  const parts: CurlPart[] = []
  const notices: CurlNotice[] = []
  for (const option of given) {
    const [, name = '', value = ''] = /^([^=]*)=?([^]*)$/.exec(option.value) ?? []
    if (option.name === 'form-string') {
      parts.push({ kind: 'text', name, value, contentType: null })
      continue
    }
    const read = readValue(value)
    const isBeyond = read.others.length > 0 || /^[()]/.test(value)
    if (isBeyond) notices.push({ option: `${option.written} ${name}`, kind: 'unsupported' })
    if (!/^[()]/.test(value)) parts.push(...partsOf(name, read, stdin, option.written))
  }
  return { parts, notices }
}

interface FormValue {
  readonly mark: '@' | '<' | ''
  /** One for each file of `@a,b`. */
  readonly contents: readonly string[]
  readonly contentType: string | null
  readonly fileName: string | null
  /** `;headers=`, which is beyond a draft, and what curl would pass over. */
  readonly others: readonly string[]
}

function readValue(value: string): FormValue {
  const mark = value.startsWith('@') ? '@' : value.startsWith('<') ? '<' : ''
  const [first = '', ...settings] = splitOutsideQuotes(value.slice(mark.length), ';')
  const typeAt = settings.findLastIndex((text) => /^\s*type=/i.test(text))
  const type = settings[typeAt]
  const fileName = settings.findLast((text) => /^\s*filename=/i.test(text))
  // After a type, what begins no setting belongs to it: `type=text/plain; charset=utf-8`.
  const after = type === undefined ? [] : settings.slice(typeAt + 1)
  const next = after.findIndex((text) => /^\s*(?:filename|headers|encoder)=/i.test(text))
  const ofType = next < 0 ? after : after.slice(0, next)
  return {
    mark,
    contents: mark === '@' ? splitOutsideQuotes(first, ',').map(unquoted) : [unquoted(first)],
    contentType: type === undefined ? null : [afterSign(type), ...ofType].join(';').trim(),
    fileName: fileName === undefined ? null : unquoted(afterSign(fileName).trim()),
    others: settings.filter((text) => !/^\s*(?:type|filename)=/i.test(text) && !ofType.includes(text)),
  }
}

function partsOf(name: string, value: FormValue, stdin: Stdin, option: string): CurlPart[] {
  const { mark, contents, contentType, fileName } = value
  if (mark === '') return [{ kind: 'text', name, value: contents[0] ?? '', contentType }]
  return contents.map((content): CurlPart => {
    if (content === '-' && stdin.kind === 'text')
      return { kind: 'text', name, value: stdin.text, contentType }
    const path = content === '-' ? (stdin.kind === 'file' ? stdin.path : null) : content
    if (mark === '<') return { kind: 'text-file', name, path: path ?? '-', contentType, option }
    const ending = /\.([a-z]+)$/i.exec(fileName ?? content)?.[1]?.toLowerCase() ?? ''
    const guessed = types.get(ending) ?? 'application/octet-stream'
    return { kind: 'file', name, path, fileName, contentType: contentType ?? guessed }
  })
}

function afterSign(setting: string): string {
  return setting.slice(setting.indexOf('=') + 1)
}

function splitOutsideQuotes(text: string, separator: string): string[] {
  const parts: string[] = []
  let start = 0
  let isQuoted = false
  for (let at = 0; at < text.length; at += 1) {
    if (text[at] === '"' && (isQuoted || at === start)) isQuoted = !isQuoted
    else if (isQuoted && text[at] === '\\') at += 1
    else if (!isQuoted && text[at] === separator) {
      parts.push(text.slice(start, at))
      start = at + 1
    }
  }
  return [...parts, text.slice(start)]
}

function unquoted(text: string): string {
  const inner = /^"([^]*)"$/.exec(text)?.[1]
  return inner === undefined ? text : inner.replace(/\\(["\\])/g, '$1')
}
