import type { CurlNotice, RequestDraft } from '../../../../shared/model/request.ts'
import type { RequestOptions } from '../../../../shared/model/request-options.ts'
import type { HeaderPair } from '../../../../shared/model/wire.ts'
import { readCurlAuth } from './curl-auth.ts'
import { type CurlData, type DataPiece, readCurlData } from './curl-data.ts'
import { type CurlPart, readCurlForm } from './curl-form.ts'
import { readCurlHeaders } from './curl-headers.ts'
import { curlInvalid } from './curl-invalid.ts'
import { type CurlArguments, type CurlOption, noticeFor, readCurlArguments } from './curl-options.ts'
import { readCurlTransport } from './curl-transport.ts'
import { curlUrl, expandGlobs, userOf, withFileName, withQuery } from './curl-url.ts'
import { currentToken } from './current-token.ts'
import { readCommands } from './read-commands.ts'
import type { ShellCommand, ShellWord, Stdin } from './shell-command.ts'

export type CurlBody =
  | { kind: 'none' }
  | { kind: 'text'; text: string }
  /** Sent as it is. The path is null when there is none to be had, as on stdin. */
  | { kind: 'file'; path: string | null }
  /** Files among it are read first; `isQuery` says that all of it goes into the URL. */
  | { kind: 'pieces'; pieces: readonly DataPiece[]; isQuery: boolean }
  | { kind: 'form'; parts: readonly CurlPart[] }

/** What a cURL command would send. */
export interface ParsedCurl {
  readonly method: string
  readonly url: string
  readonly headers: readonly HeaderPair[]
  readonly body: CurlBody
  readonly auth: RequestDraft['auth']
  readonly options: RequestOptions
  readonly notices: readonly CurlNotice[]
}

/** What the options of one request come to, before they are put together. */
interface Gathered {
  readonly options: readonly CurlOption[]
  readonly data: CurlData
  readonly parts: readonly CurlPart[] | null
  readonly upload: string | undefined
  readonly stdin: Stdin
  readonly method: CurlOption | undefined
  readonly isHead: boolean
  readonly isGet: boolean
}

const understood = new Set(
  `request head get header url user basic digest anyauth ntlm ntlm-wb negotiate aws-sigv4 user-agent referer cookie
  cookie-jar range continue-at oauth2-bearer upload-file url-query data data-ascii data-binary data-raw data-urlencode
  json form form-string form-escape location location-trusted max-redirs post301 post302 insecure max-time
  connect-timeout proxy proxy1.0 socks4 socks4a socks5 socks5-hostname proxy-user proxy-basic noproxy http2
  http2-prior-knowledge resolve connect-to cert cert-type key pass compressed`.split(/\s+/),
)

/**
 * Reads the cURL commands of a pasted text, for any of the shells, and decides method, headers and body as curl
 * itself does: one request for each command, URL and `--next`. `{{name}}` passes through everything. Throws
 * CURL_INVALID.
 */
export function parseCurl(text: string): ParsedCurl[] {
  const commands = readCommands(text)
  const requests: ParsedCurl[] = []
  const skipped: CurlNotice[] = []
  for (const command of commands) {
    const words = wordsAfterCurl(command)
    if (words) requests.push(...requestsOf(text, command, words))
    else skipped.push(...skippedCommand(command))
  }
  const [first, ...others] = requests
  if (!first) throw curlInvalid(text, commands[0]?.words[0]?.start ?? 0, 'not a curl command')
  return [{ ...first, notices: distinct([...first.notices, ...skipped]) }, ...others]
}

/** Null for another command. */
function wordsAfterCurl({ words }: ShellCommand): readonly ShellWord[] | null {
  const at = words.findIndex(
    ({ text }) => !/^(?:[A-Za-z_]\w*=.*|sudo|time|env|command|do|then|!)$/s.test(text),
  )
  const word = words[at]
  return word && /^(?:.*[/\\])?curl(?:\.exe)?$/i.test(word.text) ? words.slice(at + 1) : null
}

function requestsOf(text: string, command: ShellCommand, words: readonly ShellWord[]): ParsedCurl[] {
  return readCurlArguments(text, words).flatMap((given) => {
    const urls = urlsOf(given)
    if (urls.length === 0) throw curlInvalid(text, text.length, 'no URL')
    const gathered = gather(given, command.stdin)
    refuseTwoBodies(text, gathered)
    const isLiteral = given.options.some(({ name }) => name === 'globoff')
    const each = isLiteral ? urls.map((url) => url.text) : urls.flatMap((url) => expandGlobs(url.text))
    return each.map((url) => requestTo(text, url, gathered, command.unsupported))
  })
}

function urlsOf({ options, urls }: CurlArguments): ShellWord[] {
  const named = options.filter(({ name }) => name === 'url')
  const all = [...named.map(({ value, start }) => ({ text: value, start })), ...urls]
  return all.toSorted((a, b) => a.start - b.start)
}

function gather({ options }: CurlArguments, stdin: Stdin): Gathered {
  const last = (name: string) => options.findLast((option) => option.name === name)
  const hasForm = last('form') !== undefined || last('form-string') !== undefined
  return {
    options,
    data: readCurlData(options, stdin),
    parts: hasForm ? readCurlForm(options, stdin).parts : null,
    upload: last('upload-file')?.value,
    stdin,
    method: last('request'),
    isHead: last('head') !== undefined,
    isGet: last('get') !== undefined,
  }
}

function refuseTwoBodies(command: string, { options, data, parts, upload, isHead, isGet }: Gathered): void {
  const kinds = [data.isGiven && !isGet, upload !== undefined, parts !== null, isHead].filter(Boolean)
  if (kinds.length < 2) return
  const last = options.findLast(({ name }) => /^(?:upload-file|head|form|form-string)$/.test(name))
  throw curlInvalid(command, last?.start ?? 0, 'more than one of -d, -F, -T and -I')
}

function requestTo(
  command: string,
  url: string,
  gathered: Gathered,
  unsupported: readonly string[],
): ParsedCurl {
  const { options, data, parts, isGet, stdin } = gathered
  const headers = readCurlHeaders(options, { isForm: data.isGiven && !isGet, hasBody: hasBody(gathered) })
  const token = currentToken(headers.pairs)
  const hasHeader = headers.pairs.some(([name]) => name.toLowerCase() === 'authorization')
  const auth = readCurlAuth(options, { userInUrl: userOf(url), hasHeader })
  const transport = readCurlTransport(options)
  const body = bodyOf(gathered)
  return {
    method: methodOf(command, gathered),
    url: urlOf(url, gathered, body),
    headers: token.pairs,
    body: body.kind === 'pieces' && body.isQuery && areAllText(body.pieces) ? { kind: 'none' } : body,
    auth: auth.auth,
    options: transport.options,
    notices: distinct([
      ...noticesOf(options),
      ...auth.notices,
      ...transport.notices,
      ...data.notices,
      ...(parts ? readCurlForm(options, stdin).notices : []),
      ...headers.notices,
      ...token.notices,
      ...unsupported.map((option): CurlNotice => ({ option, kind: 'unsupported' })),
    ]),
  }
}

function hasBody({ data, isGet, parts, upload }: Gathered): boolean {
  return (data.isGiven && !isGet) || parts !== null || upload !== undefined
}

function methodOf(command: string, gathered: Gathered): string {
  const { method, isHead, upload } = gathered
  if (method) {
    if (!/^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/.test(method.value))
      throw curlInvalid(command, method.start, 'no method')
    return method.value
  }
  if (isHead) return 'HEAD'
  if (upload !== undefined) return 'PUT'
  return hasBody(gathered) ? 'POST' : 'GET'
}

/** Beside `-G` and data, curl does not look at `--url-query`. */
function urlOf(url: string, { data, upload, isGet }: Gathered, body: CurlBody): string {
  const query = body.kind === 'pieces' && body.isQuery && areAllText(body.pieces) ? joined(body.pieces) : ''
  const whole = withQuery(curlUrl(url), isGet && data.isGiven ? [query] : data.urlQuery)
  return upload === undefined || upload === '' ? whole : withFileName(whole, upload)
}

function bodyOf({ data, parts, isGet, upload, stdin }: Gathered): CurlBody {
  if (upload !== undefined) return uploadBody(upload, stdin)
  if (parts) return { kind: 'form', parts }
  if (!data.isGiven) return { kind: 'none' }
  const [first, ...others] = data.pieces
  if (isGet) return { kind: 'pieces', pieces: data.pieces, isQuery: true }
  if (first?.kind === 'file' && first.as === 'exact' && others.length === 0)
    return { kind: 'file', path: first.path }
  if (areAllText(data.pieces)) return { kind: 'text', text: joined(data.pieces) }
  return { kind: 'pieces', pieces: data.pieces, isQuery: false }
}

function uploadBody(upload: string, stdin: Stdin): CurlBody {
  const isStdin = upload === '-' || upload === '.' || upload === ''
  if (!isStdin) return { kind: 'file', path: upload }
  if (stdin.kind === 'text') return { kind: 'text', text: stdin.text }
  return { kind: 'file', path: stdin.kind === 'file' ? stdin.path : null }
}

function areAllText(pieces: readonly DataPiece[]): pieces is readonly Extract<DataPiece, { kind: 'text' }>[] {
  return pieces.every(({ kind }) => kind === 'text')
}

function joined(pieces: readonly Extract<DataPiece, { kind: 'text' }>[]): string {
  return pieces.map(({ text }) => text).join('')
}

function noticesOf(options: readonly CurlOption[]): CurlNotice[] {
  return options
    .filter(({ name }) => !understood.has(name) || name === 'location-trusted')
    .map(noticeFor)
    .filter((notice) => notice !== null)
}

/** A bare `echo` after the command only ends the line on a terminal. */
function skippedCommand({ words }: ShellCommand): CurlNotice[] {
  const [first, ...others] = words
  if (!first || (first.text === 'echo' && others.length === 0)) return []
  return [{ option: first.text, kind: 'rest-skipped' }]
}

function distinct(notices: readonly CurlNotice[]): CurlNotice[] {
  const byMeaning = new Map(notices.map((notice) => [`${notice.kind} ${notice.option}`, notice]))
  return [...byMeaning.values()]
}
