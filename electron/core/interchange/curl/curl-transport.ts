import type { CurlNotice } from '../../../../shared/model/request.ts'
import { defaultOptions, type RequestOptions } from '../../../../shared/model/request-options.ts'
import type { CurlOption } from './curl-options.ts'

type HostOverride = RequestOptions['hostOverrides'][number]
type Proxy = RequestOptions['proxy']

/** Options of a proxy that say its kind, and the scheme of their URL. */
const proxySchemes: ReadonlyMap<string, string> = new Map([
  ['proxy', 'http'],
  ['proxy1.0', 'http'],
  ['socks4', 'socks4'],
  ['socks4a', 'socks4a'],
  ['socks5', 'socks5'],
  ['socks5-hostname', 'socks5h'],
])
const mostRedirects = 100

/** How a command says that its request travels. What it does not say is as curl has it: no redirect is followed. */
export function readCurlTransport(options: readonly CurlOption[]): {
  options: RequestOptions
  notices: CurlNotice[]
} {
  const has = (name: string) => options.some((option) => option.name === name)
  const last = (name: string) => options.findLast((option) => option.name === name)
  const follow = has('location') || has('location-trusted')
  const overrides = options.flatMap(overrideOf)
  return {
    options: {
      ...defaultOptions,
      timeoutMs: millisecondsOf(last('max-time')),
      connectTimeoutMs: millisecondsOf(last('connect-timeout')),
      redirects: {
        follow,
        max: redirectsOf(last('max-redirs')?.value),
        keepMethod: follow && (has('request') || has('post301') || has('post302')),
      },
      verifyTls: has('insecure') ? false : null,
      proxy: proxyOf(options),
      httpVersion: versionOf(options),
      hostOverrides: overrides.flatMap(({ override }) => override ?? []),
      cookies: has('cookie-jar') || options.some(isCookieFile),
      clientCertificate: certificateOf(options),
    },
    notices: overrides.flatMap(({ option, override }): CurlNotice[] =>
      override ? [] : [{ option, kind: 'unsupported' }],
    ),
  }
}

export function isCookieFile({ name, value }: CurlOption): boolean {
  return name === 'cookie' && !value.includes('=')
}

/** curl takes seconds, with a fraction; 0 is no limit. */
function millisecondsOf(option: CurlOption | undefined): number | null {
  const seconds = Number(option?.value ?? 0)
  return seconds > 0 && seconds < 1e9 ? Math.max(1, Math.round(seconds * 1000)) : null
}

function redirectsOf(value: string | undefined): number {
  const count = Number(value ?? 50)
  return Number.isInteger(count) && count >= 0 ? Math.min(count, mostRedirects) : mostRedirects
}

function versionOf(options: readonly CurlOption[]): RequestOptions['httpVersion'] {
  const chosen = options.findLast(({ name }) => /^http(?:1\.1|2|2-prior-knowledge)$/.test(name))
  if (chosen?.name === 'http2') return 'auto'
  return chosen?.name === 'http2-prior-knowledge' ? '2' : '1.1'
}

function proxyOf(options: readonly CurlOption[]): Proxy {
  const chosen = options.findLast(({ name }) => proxySchemes.has(name))
  const noProxy = options.findLast(({ name }) => name === 'noproxy')?.value ?? ''
  if (noProxy === '*' || chosen?.value === '') return { kind: 'none' }
  if (!chosen) return { kind: 'inherit' }
  const user = options.findLast(({ name }) => name === 'proxy-user')?.value
  const hasScheme = /^[a-z][\w+.-]*:\/\//i.test(chosen.value) || chosen.value.startsWith('{{')
  const url = hasScheme ? chosen.value : `${proxySchemes.get(chosen.name)}://${chosen.value}`
  return { kind: 'url', url: withPort(user === undefined ? url : withUser(url, user)), noProxy }
}

/** A proxy of curl listens on 1080 unless its URL says otherwise. */
function withPort(url: string): string {
  const [, start = '', end = ''] =
    /^([a-z][\w+.-]*:\/\/(?:[^/?#]*@)?(?:\[[^\]]*\]|[^/?#:]+))(\/.*)?$/i.exec(url) ?? []
  return start === '' || /^https:/i.test(url) ? url : `${start}:1080${end}`
}

function withUser(url: string, user: string): string {
  const encoded = user.split(':').map((part) => (part.includes('{{') ? part : encodeURIComponent(part)))
  const [name = '', ...password] = encoded
  const whole = password.length === 0 ? name : `${name}:${password.join('%3A')}`
  return url.replace(/^([a-z][\w+.-]*:\/\/)(?:[^/?#]*@)?/i, (_, scheme: string) => `${scheme}${whole}@`)
}

/** `--resolve host:port:address` and `--connect-to host:port:host:port`; null when it says more than can be kept. */
function overrideOf({
  name,
  value,
  written,
}: CurlOption): { option: string; override: HostOverride | null }[] {
  if (name !== 'resolve' && name !== 'connect-to') return []
  const host = String.raw`(\[[^\]]*\]|[^:]*)`
  const pattern = name === 'resolve' ? `^\\+?${host}:(\\d+):(.+)$` : `^${host}:(\\d*):${host}:(\\d*)$`
  const [, from = '', port = '', to = '', toPort = ''] = new RegExp(pattern).exec(value) ?? []
  const [address = ''] = to.split(/,(?![^[]*\])/)
  const isBeyond = from === '' || from === '*' || address === ''
  const override = { host: from, port: portOf(port), toHost: bare(address), toPort: portOf(toPort) }
  return [{ option: written, override: isBeyond ? null : override }]
}

function portOf(text: string): number | null {
  return text === '' ? null : Number(text)
}

function bare(address: string): string {
  return address.replace(/^\[(.*)\]$/, '$1')
}

/** `--cert file:passphrase`; a colon that is part of the name has a backslash before it. */
function certificateOf(options: readonly CurlOption[]): RequestOptions['clientCertificate'] {
  const last = (name: string) => options.findLast((option) => option.name === name)?.value
  const given = last('cert')
  if (given === undefined) return null
  const [, written = '', behind] = /^((?:\\:|[A-Za-z]:[\\/]|[^:])+)(?::([^]*))?$/.exec(given) ?? []
  const path = written.replaceAll('\\:', ':')
  const passphrase = last('pass') ?? behind ?? null
  if (/^p12$/i.test(last('cert-type') ?? '')) return { kind: 'pkcs12', path, passphrase }
  return { kind: 'pem', certificatePath: path, keyPath: last('key') ?? path, passphrase }
}
