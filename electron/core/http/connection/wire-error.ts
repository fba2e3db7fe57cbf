import type { AppErrorData } from '../../../../shared/errors.ts'
import { AppError } from '../../../../shared/errors.ts'
import type { TlsRefusal } from '../../../../shared/model/tls.ts'

type Unreachable = AppErrorData<'CLOUD_UNREACHABLE'>['reason']

/** Turns what node says of a connection that failed before any answer into what an operator can act on. */
export function wireError(error: Error, host: string): AppError {
  const cause = mostTelling(error)
  const code = codeOf(cause)
  const reason = 'reason' in cause && typeof cause.reason === 'string' ? cause.reason : null

  if (code.startsWith('HPE_'))
    return new AppError('BAD_ANSWER', { host, detail: reason ?? code }, { cause: error })
  if (code.startsWith('ERR_HTTP2_'))
    return new AppError('BAD_ANSWER', { host, detail: cause.message }, { cause: error })
  const tls = tlsRefusalOf(code)
  if (tls)
    return new AppError(
      'TLS_FAILED',
      { host, reason: tls, detail: reason ?? cause.message },
      { cause: error },
    )
  return new AppError(
    'CLOUD_UNREACHABLE',
    { host, reason: unreachableReason(cause, code), detail: cause.message },
    { cause: error },
  )
}

/** Null for a code that is not about TLS. */
export function tlsRefusalOf(code: string): TlsRefusal | null {
  return tlsReasons[code] ?? (isTls(code) ? 'other' : null)
}

/** Node tries every address of a host. That one family of them has no route says less than what another met. */
function mostTelling(error: Error): Error {
  if (!(error instanceof AggregateError)) return error
  const errors = error.errors.filter((each) => each instanceof Error)
  return errors.find((each) => unreachableReason(each, codeOf(each)) !== 'unroutable') ?? errors[0] ?? error
}

function codeOf(error: Error): string {
  return 'code' in error && typeof error.code === 'string' ? error.code : ''
}

function unreachableReason(error: Error, code: string): Unreachable {
  // Node's own error for a connection that ended without an answer has the code of a reset, but no system call.
  if (code === 'ECONNRESET' && !('syscall' in error)) return 'closed'
  return unreachableReasons[code] ?? 'other'
}

function isTls(code: string): boolean {
  return (
    code === 'EPROTO' ||
    code.startsWith('ERR_SSL_') ||
    code.startsWith('ERR_TLS_') ||
    /\bCERT_|_CRL\b/.test(code)
  )
}

const unreachableReasons: Readonly<Record<string, Unreachable>> = {
  ECONNREFUSED: 'refused',
  ENOTFOUND: 'name-not-found',
  EAI_AGAIN: 'name-not-found',
  EAI_NODATA: 'name-not-found',
  EAI_NONAME: 'name-not-found',
  ETIMEDOUT: 'timed-out',
  EHOSTUNREACH: 'unroutable',
  EHOSTDOWN: 'unroutable',
  ENETUNREACH: 'unroutable',
  ENETDOWN: 'unroutable',
  EADDRNOTAVAIL: 'unroutable',
  ECONNRESET: 'reset',
  ECONNABORTED: 'reset',
  EPIPE: 'reset',
}

/** Names of X509_verify_cert_error_string's codes, as node gives them, and of OpenSSL's protocol errors. */
const tlsReasons: Readonly<Record<string, TlsRefusal>> = {
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'untrusted',
  UNABLE_TO_GET_ISSUER_CERT: 'untrusted',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'untrusted',
  CERT_UNTRUSTED: 'untrusted',
  INVALID_CA: 'untrusted',
  // The chain came with its own root: trusting that root mends it.
  SELF_SIGNED_CERT_IN_CHAIN: 'untrusted',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'self-signed',
  CERT_HAS_EXPIRED: 'expired',
  CERT_NOT_YET_VALID: 'not-yet-valid',
  HOSTNAME_MISMATCH: 'wrong-host',
  ERR_TLS_CERT_ALTNAME_INVALID: 'wrong-host',
  ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED: 'certificate-wanted',
  ERR_SSL_WRONG_VERSION_NUMBER: 'not-tls',
  ERR_SSL_PACKET_LENGTH_TOO_LONG: 'not-tls',
  ERR_SSL_UNKNOWN_PROTOCOL: 'not-tls',
  ERR_SSL_HTTP_REQUEST: 'not-tls',
}
