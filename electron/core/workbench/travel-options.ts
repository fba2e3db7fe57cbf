import { readFile } from 'node:fs/promises'

import { AppError } from '../../../shared/errors.ts'
import type { RequestOptions } from '../../../shared/model/request-options.ts'
import type { ClientCertificate, ConnectionOptions, CookieJar, ExchangeRequest } from '../http/exchange.ts'

type Travel = Pick<
  ExchangeRequest,
  'connectTimeoutMs' | 'totalTimeoutMs' | 'redirects' | 'isDecompressed' | 'cookies'
>

/** What the options of a request ask of an exchange. `cookies`: null where none are kept or sent. A redirect from https to http is never followed. */
export function travelOptions(options: RequestOptions, cookies: CookieJar | null): Travel {
  const { timeoutMs, connectTimeoutMs, redirects, decompress } = options
  const { max: maxHops, keepMethod } = redirects
  return {
    ...(connectTimeoutMs === null ? {} : { connectTimeoutMs }),
    ...(timeoutMs === null ? {} : { totalTimeoutMs: timeoutMs }),
    ...(redirects.follow ? { redirects: { maxHops, keepMethod, mayLoseTls: false } } : {}),
    isDecompressed: decompress,
    ...(cookies ? { cookies } : {}),
  }
}

/** How a request reaches its host: as it says itself, else as its cloud is set. Throws TLS_FILE_UNREADABLE. */
export async function connectionOptions(
  options: RequestOptions,
  asSet: ConnectionOptions,
  signal: AbortSignal,
): Promise<ConnectionOptions> {
  const { verifyTls, hostOverrides, httpVersion, clientCertificate: own, proxy: asked } = options
  const { proxy: before = { kind: 'environment' } as const, ...rest } = asSet
  const proxy = asked.kind === 'inherit' ? before : asked.kind === 'none' ? null : fixed(asked)
  return {
    ...rest,
    verifyTls: verifyTls ?? rest.verifyTls,
    httpVersion,
    ...(proxy === null ? {} : { proxy }),
    ...(hostOverrides.length === 0 ? {} : { hostOverrides: hostOverrides.map(overrideOf) }),
    ...(own === null ? {} : { clientCertificate: await readCertificate(own, signal) }),
  }
}

/** Every text of the options that may hold `{{names}}`, put through `change`. */
export function mapOptions(options: RequestOptions, change: (text: string) => string): RequestOptions {
  const { proxy, hostOverrides, clientCertificate: own } = options
  return {
    ...options,
    proxy:
      proxy.kind === 'url' ? { ...proxy, url: change(proxy.url), noProxy: change(proxy.noProxy) } : proxy,
    hostOverrides: hostOverrides.map((each) => ({
      ...each,
      host: change(each.host),
      toHost: change(each.toHost),
    })),
    clientCertificate: own && mapCertificate(own, change),
  }
}

type CertificateOption = NonNullable<RequestOptions['clientCertificate']>

function mapCertificate(own: CertificateOption, change: (text: string) => string): CertificateOption {
  const passphrase = own.passphrase === null ? null : change(own.passphrase)
  if (own.kind === 'pkcs12') return { ...own, path: change(own.path), passphrase }
  const { certificatePath, keyPath } = own
  return { ...own, certificatePath: change(certificatePath), keyPath: change(keyPath), passphrase }
}

function fixed({ url, noProxy }: { url: string; noProxy: string }) {
  return { kind: 'fixed', url, noProxy } as const
}

/** An empty host stands for any, and for the same, as in `--connect-to`. */
function overrideOf({ host, port, toHost, toPort }: RequestOptions['hostOverrides'][number]) {
  return { host: host === '' ? null : host, port, toHost: toHost === '' ? null : toHost, toPort }
}

async function readCertificate(own: CertificateOption, signal: AbortSignal): Promise<ClientCertificate> {
  const { passphrase } = own
  if (own.kind === 'pkcs12') return { kind: 'pkcs12', bytes: await readTlsFile(own.path, signal), passphrase }
  const certPem = textOf(await readTlsFile(own.certificatePath, signal))
  // Certificate and key may be in one file.
  const keyPem = own.keyPath === '' ? certPem : textOf(await readTlsFile(own.keyPath, signal))
  return { kind: 'pem', certPem, keyPem, passphrase }
}

async function readTlsFile(path: string, signal: AbortSignal): Promise<Uint8Array> {
  try {
    return await readFile(path, { signal })
  } catch (error) {
    signal.throwIfAborted()
    const detail = (error as NodeJS.ErrnoException).code ?? 'unknown'
    throw new AppError('TLS_FILE_UNREADABLE', { path, reason: 'unreadable', detail }, { cause: error })
  }
}

function textOf(bytes: Uint8Array): string {
  return new TextDecoder().decode(bytes)
}
