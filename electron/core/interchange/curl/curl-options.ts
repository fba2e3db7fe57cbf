import type { CurlNotice } from '../../../../shared/model/request.ts'
import { curlInvalid } from './curl-invalid.ts'
import type { ShellWord } from './shell-command.ts'

/** One option of a command line, by its long name. */
export interface CurlOption {
  readonly name: string
  /** As it was written, for a notice: `-k`, `--insecure`. */
  readonly written: string
  /** Empty for an option that takes none. */
  readonly value: string
  /** Offset in the command line of the word that holds it. */
  readonly start: number
}

export interface CurlArguments {
  readonly options: readonly CurlOption[]
  readonly urls: readonly ShellWord[]
}

/** Long names as curl has them up to 8.16: without a value, then with one. */
const flags = words(`
  anyauth append basic ca-native cert-status compressed compressed-ssh create-dirs crlf digest disable disable-eprt
  disable-epsv disallow-username-in-url doh-cert-status doh-insecure dump-ca-embed fail fail-early fail-with-body
  false-start form-escape ftp-create-dirs ftp-pasv ftp-pret ftp-skip-pasv-ip ftp-ssl-ccc ftp-ssl-control get globoff
  haproxy-protocol head http0.9 http1.0 http1.1 http2 http2-prior-knowledge http3 http3-only ignore-content-length
  include insecure ipv4 ipv6 junk-session-cookies list-only location location-trusted mail-rcpt-allowfails manual
  metalink mptcp negotiate netrc netrc-optional next no-alpn no-buffer no-clobber no-keepalive no-npn
  no-progress-meter no-sessionid ntlm ntlm-wb out-null parallel parallel-immediate path-as-is post301 post302 post303
  progress-bar proxy-anyauth proxy-basic proxy-ca-native proxy-digest proxy-http2 proxy-insecure proxy-negotiate
  proxy-ntlm proxy-ssl-allow-beast proxy-ssl-auto-client-cert proxy-tlsv1 proxytunnel raw remote-header-name
  remote-name remote-name-all remote-time remove-on-error retry-all-errors retry-connrefused sasl-ir show-error
  show-headers silent skip-existing socks5-basic socks5-gssapi socks5-gssapi-nec ssl ssl-allow-beast
  ssl-auto-client-cert ssl-no-revoke ssl-reqd ssl-revoke-best-effort sslv2 sslv3 styled-output
  suppress-connect-headers tcp-fastopen tcp-nodelay tftp-no-options tls-earlydata tlsv1 tlsv1.0 tlsv1.1 tlsv1.2
  tlsv1.3 tr-encoding trace-ids trace-time use-ascii verbose version xattr`)
const valued = words(`
  abstract-unix-socket alt-svc aws-sigv4 cacert capath cert cert-type ciphers config connect-timeout connect-to
  continue-at cookie cookie-jar create-file-mode crlfile curves data data-ascii data-binary data-raw data-urlencode
  delegation dns-interface dns-ipv4-addr dns-ipv6-addr dns-servers doh-url dump-header ech egd-file engine
  etag-compare etag-save expect100-timeout form form-string ftp-account ftp-alternative-to-user ftp-method ftp-port
  ftp-ssl-ccc-mode happy-eyeballs-timeout-ms haproxy-clientip header help hostpubmd5 hostpubsha256 hsts interface
  ip-tos ipfs-gateway json keepalive-cnt keepalive-time key key-type krb libcurl limit-rate local-port login-options
  mail-auth mail-from mail-rcpt max-filesize max-redirs max-time netrc-file noproxy oauth2-bearer output output-dir
  parallel-max pass pinnedpubkey preproxy proto proto-default proto-redir proxy proxy-cacert proxy-capath proxy-cert
  proxy-cert-type proxy-ciphers proxy-crlfile proxy-header proxy-key proxy-key-type proxy-pass proxy-pinnedpubkey
  proxy-service-name proxy-tls13-ciphers proxy-tlsauthtype proxy-tlspassword proxy-tlsuser proxy-user proxy1.0 pubkey
  quote random-file range rate referer request request-target resolve retry retry-delay retry-max-time sasl-authzid
  service-name sigalgs socks4 socks4a socks5 socks5-gssapi-service socks5-hostname speed-limit speed-time stderr
  telnet-option tftp-blksize time-cond tls-max tls13-ciphers tlsauthtype tlspassword tlsuser trace trace-ascii
  trace-config unix-socket upload-file upload-flags url url-query user user-agent variable vlan-priority write-out`)

const letters: ReadonlyMap<string, string> = new Map(
  pairs(`
  0 http1.0 1 tlsv1 2 sslv2 3 sslv3 4 ipv4 6 ipv6 # progress-bar : next a append b cookie c cookie-jar d data
  e referer f fail g globoff h help i include j junk-session-cookies k insecure l list-only m max-time n netrc
  o output p proxytunnel q disable r range s silent t telnet-option u user v verbose w write-out x proxy
  y speed-time z time-cond A user-agent B use-ascii C continue-at D dump-header E cert F form G get H header I head
  J remote-header-name K config L location M manual N no-buffer O remote-name P ftp-port Q quote R remote-time
  S show-error T upload-file U proxy-user V version X request Y speed-limit Z parallel`),
)

/** Options about what curl prints and where it saves: the exchange is the same without them. */
const aboutOutput = words(`
  create-dirs create-file-mode disable dump-header fail fail-early fail-with-body globoff http1.1 include no-buffer
  no-clobber no-progress-meter output output-dir parallel parallel-immediate parallel-max progress-bar
  remote-header-name remote-name remote-name-all remote-time remove-on-error show-error show-headers silent stderr
  styled-output tcp-nodelay trace trace-ascii trace-config trace-ids trace-time verbose write-out xattr`)

/** Options without which the exchange is another one. */
const beyondUs = words(`
  abstract-unix-socket aws-sigv4 capath config continue-at doh-url etag-compare expand http0.9 http1.0 http3 http3-only
  key-type location-trusted netrc netrc-file netrc-optional path-as-is pinnedpubkey post303 preproxy proxy-cert
  proxy-digest proxy-header proxy-insecure proxy-negotiate proxy-ntlm request-target time-cond tr-encoding
  unix-socket variable`)

/**
 * Reads options and URLs as curl does: clusters, values joined or apart, long names cut short, `--no-…`. Each
 * `--next` begins another request.
 */
export function readCurlArguments(command: string, given: readonly ShellWord[]): CurlArguments[] {
  let options: CurlOption[] = []
  let urls: ShellWord[] = []
  const requests = [{ options, urls }]
  const queue = [...given]
  let areOptionsOver = false

  for (let word = queue.shift(); word; word = queue.shift()) {
    if (areOptionsOver || !word.text.startsWith('-') || word.text === '-') {
      urls.push(word)
    } else if (word.text === '--') {
      areOptionsOver = true
    } else {
      const read = word.text.startsWith('--')
        ? readLong(command, word, queue)
        : readCluster(command, word, queue)
      options.push(...read.filter(({ name }) => name !== 'next'))
      if (read.some(({ name }) => name === 'next')) {
        options = []
        urls = []
        requests.push({ options, urls })
      }
    }
  }
  return requests
}

/** What to say about an option that Arclight does not act on; null when nothing is lost. */
export function noticeFor({ name, written }: CurlOption): CurlNotice | null {
  if (aboutOutput.has(name)) return null
  if (name === 'cacert') return { option: written, kind: 'ca-by-cloud' }
  return { option: written, kind: beyondUs.has(name) ? 'unsupported' : 'ignored' }
}

function readLong(command: string, word: ShellWord, queue: ShellWord[]): CurlOption[] {
  const { text: written, start } = word
  const typed = written.slice(2)
  const name = typed.startsWith('expand-') ? 'expand' : fullName(typed)
  // `--no-location` takes back what a `--location` before it asked for; alone it says what is so anyway.
  if (!name && fullName(typed.replace(/^no-/, ''))) return []
  if (!name) throw curlInvalid(command, start, 'unknown option')
  if (flags.has(name)) return [{ name, written, value: '', start }]
  return [{ name, written, value: valueAfter(command, word, queue), start }]
}

function readCluster(command: string, word: ShellWord, queue: ShellWord[]): CurlOption[] {
  const read: CurlOption[] = []
  for (let at = 1; at < word.text.length; at += 1) {
    const written = `-${word.text[at]}`
    const name = letters.get(word.text[at] ?? '')
    if (!name) throw curlInvalid(command, word.start, 'unknown option')
    if (valued.has(name)) {
      const joined = word.text.slice(at + 1)
      const value = joined === '' ? valueAfter(command, word, queue) : joined
      return [...read, { name, written, value, start: word.start }]
    }
    read.push({ name, written, value: '', start: word.start })
  }
  return read
}

function valueAfter(command: string, option: ShellWord, queue: ShellWord[]): string {
  const value = queue.shift()
  if (!value) throw curlInvalid(command, option.start, 'an option without its value')
  return value.text
}

/** curl takes a long name cut short as long as only one begins so. */
function fullName(typed: string): string | null {
  if (typed === '') return null
  if (flags.has(typed) || valued.has(typed)) return typed
  const candidates = [...flags, ...valued].filter((name) => name.startsWith(typed))
  return candidates.length === 1 ? (candidates[0] ?? null) : null
}

function pairs(list: string): [string, string][] {
  const items = list.trim().split(/\s+/)
  return items.flatMap((item, index): [string, string][] =>
    index % 2 === 0 ? [[item, items[index + 1] ?? '']] : [],
  )
}

function words(list: string): ReadonlySet<string> {
  return new Set(list.trim().split(/\s+/))
}
