import { isIP, type Socket } from 'node:net'
import { checkServerIdentity, connect, type SecureContext, type TLSSocket } from 'node:tls'

import { AppError } from '../../../../shared/errors.ts'
import type { TlsFacts } from '../../../../shared/model/tls.ts'
import { certificateChain } from './certificate-chain.ts'
import { settled } from './settled.ts'
import { tlsRefusalOf, wireError } from './wire-error.ts'

export interface TlsPeer {
  readonly hostname: string
  /** How an error names it. */
  readonly host: string
  readonly secureContext: SecureContext
  readonly verifyTls: boolean
  /** Which protocols are offered, most wanted first. */
  readonly alpn: readonly string[]
}

/**
 * Speaks TLS over a connection. The certificate is judged here and not by node, which would throw away what it says
 * of a refused one; nothing is written before. Throws TLS_FAILED, CLOUD_UNREACHABLE, or the signal's reason.
 */
export async function secure(
  socket: Socket,
  peer: TlsPeer,
  signal: AbortSignal,
  onSecured: (tls: TlsFacts) => void = () => {},
): Promise<{ socket: Socket; tls: TlsFacts }> {
  const secured = connect({
    socket,
    host: peer.hostname,
    servername: isIP(peer.hostname) ? '' : peer.hostname,
    secureContext: peer.secureContext,
    ALPNProtocols: [...peer.alpn],
    rejectUnauthorized: false,
  })
  try {
    await settled(secured, 'secureConnect', signal)
    const tls = factsOf(secured, peer)
    onSecured(tls)
    if (peer.verifyTls && tls.refusal) throw new AppError('TLS_FAILED', { host: peer.host, ...tls.refusal })
    return { socket: secured, tls }
  } catch (error) {
    secured.destroy()
    socket.destroy()
    signal.throwIfAborted()
    throw error instanceof AppError ? error : wireError(error as Error, peer.host)
  }
}

function factsOf(socket: TLSSocket, peer: TlsPeer): TlsFacts {
  return {
    protocol: socket.getProtocol() ?? '',
    cipher: socket.getCipher().standardName,
    alpn: socket.alpnProtocol || null,
    isVerified: peer.verifyTls,
    refusal: refusalOf(socket, peer.hostname),
    chain: certificateChain(socket.getPeerCertificate(true)),
  }
}

function refusalOf(socket: TLSSocket, hostname: string): TlsFacts['refusal'] {
  if (socket.authorized) return null
  // Typed as an Error, it is the code of one.
  const code = String(socket.authorizationError)
  const reason = tlsRefusalOf(code) ?? 'other'
  const mismatch =
    reason === 'wrong-host' ? checkServerIdentity(hostname, socket.getPeerCertificate(true)) : undefined
  const words = code.replaceAll('_', ' ').toLowerCase()
  return { reason, detail: mismatch && 'reason' in mismatch ? String(mismatch.reason) : words }
}
