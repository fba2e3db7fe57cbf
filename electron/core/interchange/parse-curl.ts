import type { CurlNotice } from '../../../shared/model/request.ts'
import type { HeaderPair } from '../../../shared/model/wire.ts'
import { type CurlData, readCurlData } from './curl-data.ts'
import { type CurlHeaders, readCurlHeaders } from './curl-headers.ts'
import { curlInvalid } from './curl-invalid.ts'
import { type CurlArguments, type CurlOption, noticeFor, readCurlArguments } from './curl-options.ts'
import { curlUrl, userOf, withFileName, withQuery } from './curl-url.ts'
import { type ShellCommand, type ShellWord, shellWords } from './shell-words.ts'

/** What a cURL command would send. A file is still a path; null when there is none to be had, as on stdin. */
export interface ParsedCurl {
  readonly method: string
  readonly url: string
  readonly headers: readonly HeaderPair[]
  readonly body: { kind: 'none' } | { kind: 'text'; text: string } | { kind: 'file'; path: string | null }
  readonly notices: readonly CurlNotice[]
}

/** What the options come to, before they are put together. */
interface Gathered {
  readonly data: CurlData
  readonly headers: CurlHeaders
  readonly upload: string | undefined
  readonly method: CurlOption | undefined
  readonly isHead: boolean
  readonly isGet: boolean
}

const understood = new Set(
  `request head get header url user basic user-agent referer cookie range oauth2-bearer upload-file url-query
  data data-ascii data-binary data-raw data-urlencode json`.split(/\s+/),
)

/**
 * Reads a cURL command for a POSIX shell, and decides method, headers and body as curl itself does. Of several URLs
 * or commands the first is taken. `{{name}}` passes through everything. Throws CURL_INVALID.
 */
export function parseCurl(command: string): ParsedCurl {
  const shell = shellWords(command, promptLength(command))
  const given = readCurlArguments(command, wordsAfterCurl(command, shell))
  const [first, ...others] = urlsOf(given)
  if (!first) throw curlInvalid(command, command.length, 'no URL')

  const gathered = gather(given, first.text, shell.stdinPath)
  refuseTwoBodies(command, given.options, gathered)
  return {
    method: methodOf(command, gathered),
    url: urlOf(first.text, gathered),
    headers: gathered.headers.pairs,
    body: bodyOf(gathered, shell.stdinPath),
    notices: distinct([
      ...noticesOf(given.options),
      ...gathered.data.notices,
      ...gathered.headers.notices,
      ...shell.unsupported.map((option): CurlNotice => ({ option, kind: 'unsupported' })),
      ...[...others, ...(given.next ? [given.next] : [])].map(({ text }) => skipped(text)),
      ...skippedAfter(shell),
    ]),
  }
}

/** A `$ ` or `root@host:~# ` that was copied along. */
function promptLength(command: string): number {
  return /^\s*(?!curl\s)[^\n'"]*?[$#%>]\s+(?=curl\s)|^\s*/.exec(command)?.[0].length ?? 0
}

function wordsAfterCurl(command: string, { words }: ShellCommand): readonly ShellWord[] {
  const at = words.findIndex(({ text }) => !/^(?:[A-Za-z_]\w*=.*|sudo|time|env|command)$/s.test(text))
  const word = words[at]
  if (!word || !/^(?:.*[/\\])?curl(?:\.exe)?$/.test(word.text)) {
    throw curlInvalid(command, word?.start ?? 0, 'not a curl command')
  }
  return words.slice(at + 1)
}

function urlsOf({ options, urls }: CurlArguments): ShellWord[] {
  const named = options.filter(({ name }) => name === 'url')
  const all = [...named.map(({ value, start }) => ({ text: value, start })), ...urls]
  return all.toSorted((a, b) => a.start - b.start)
}

function gather({ options }: CurlArguments, url: string, stdinPath: string | null): Gathered {
  const last = (name: string) => options.findLast((option) => option.name === name)
  const isGet = last('get') !== undefined
  const data = readCurlData(options, stdinPath)
  return {
    data,
    headers: readCurlHeaders(options, { userInUrl: userOf(url), isForm: data.isGiven && !isGet }),
    upload: last('upload-file')?.value,
    method: last('request'),
    isHead: last('head') !== undefined,
    isGet,
  }
}

function refuseTwoBodies(command: string, options: readonly CurlOption[], gathered: Gathered): void {
  const { data, upload, isHead, isGet } = gathered
  const kinds = [data.isGiven && !isGet, upload !== undefined, isHead].filter(Boolean)
  if (kinds.length < 2) return
  const start = options.findLast(({ name }) => name === 'upload-file' || name === 'head')?.start ?? 0
  throw curlInvalid(command, start, 'more than one of -d, -T and -I')
}

function methodOf(command: string, { method, isHead, isGet, upload, data }: Gathered): string {
  if (method) {
    if (!/^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/.test(method.value))
      throw curlInvalid(command, method.start, 'no method')
    return method.value
  }
  if (isHead) return 'HEAD'
  if (upload !== undefined) return 'PUT'
  return data.isGiven && !isGet ? 'POST' : 'GET'
}

function urlOf(url: string, { data, isGet, upload }: Gathered): string {
  const whole = withQuery(curlUrl(url), [
    ...data.urlQuery,
    ...(isGet && data.text !== null ? [data.text] : []),
  ])
  return upload === undefined || upload === '' ? whole : withFileName(whole, upload)
}

function bodyOf({ data, isGet, upload }: Gathered, stdinPath: string | null): ParsedCurl['body'] {
  if (upload !== undefined) {
    return { kind: 'file', path: upload === '-' || upload === '.' || upload === '' ? stdinPath : upload }
  }
  if (!data.isGiven || isGet) return { kind: 'none' }
  return data.text === null ? { kind: 'file', path: data.filePath } : { kind: 'text', text: data.text }
}

function noticesOf(options: readonly CurlOption[]): CurlNotice[] {
  return options
    .filter(({ name }) => !understood.has(name))
    .map(noticeFor)
    .filter((notice) => notice !== null)
}

/** A bare `echo` after the command only ends the line on a terminal. */
function skippedAfter({ rest }: ShellCommand): CurlNotice[] {
  const commands = rest.split(/[;&|\n]+/).map((text) => text.trim())
  const [first] = commands.filter((text) => text !== '' && text !== 'echo' && !text.startsWith('#'))
  return first === undefined ? [] : [skipped(first.split(/\s/)[0] ?? '')]
}

function skipped(option: string): CurlNotice {
  return { option, kind: 'rest-skipped' }
}

function distinct(notices: readonly CurlNotice[]): CurlNotice[] {
  const byMeaning = new Map(notices.map((notice) => [`${notice.kind} ${notice.option}`, notice]))
  return [...byMeaning.values()]
}
