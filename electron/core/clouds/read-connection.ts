import { readFile } from 'node:fs/promises'

import { AppError } from '../../../shared/errors.ts'
import type { CloudSettings } from '../../../shared/model/cloud.ts'
import type { ClientCertificate, ConnectionOptions } from '../http/exchange.ts'

type TlsSettings = Pick<CloudSettings, 'verifyTls' | 'caFile' | 'clientCertFile' | 'clientKeyFile'>

/**
 * How to reach the hosts of a cloud: through the proxy that the environment names, as every OpenStack client does. Files
 * are read anew each time: an operator may mend them. Throws TLS_FILE_UNREADABLE.
 */
export async function readConnection(
  { verifyTls, caFile, clientCertFile, clientKeyFile }: TlsSettings,
  signal: AbortSignal,
): Promise<ConnectionOptions> {
  const extraCaPem = verifyTls && caFile !== null ? await readPem(caFile, 'no-certificate', signal) : null
  const open = { verifyTls, extraCaPem, proxy: { kind: 'environment' } } as const
  if (clientCertFile === null) return open
  const clientCertificate = await readClientCertificate(clientCertFile, clientKeyFile, signal)
  return { ...open, clientCertificate }
}

/** Certificate and key may be in one file. */
async function readClientCertificate(
  certFile: string,
  keyFile: string | null,
  signal: AbortSignal,
): Promise<ClientCertificate> {
  const certPem = await readPem(certFile, 'no-certificate', signal)
  const keyPem = await readPem(keyFile ?? certFile, 'no-key', signal)
  return { kind: 'pem', certPem, keyPem, passphrase: null }
}

const labels = {
  'no-certificate': /-----BEGIN (TRUSTED )?CERTIFICATE-----/,
  'no-key': /-----BEGIN ([A-Z]+ )?PRIVATE KEY-----/,
}

async function readPem(path: string, missing: keyof typeof labels, signal: AbortSignal): Promise<string> {
  let pem: string
  try {
    pem = await readFile(path, { encoding: 'utf8', signal })
  } catch (error) {
    signal.throwIfAborted()
    const detail = (error as NodeJS.ErrnoException).code ?? 'unknown'
    throw new AppError('TLS_FILE_UNREADABLE', { path, reason: 'unreadable', detail }, { cause: error })
  }
  if (!labels[missing].test(pem))
    throw new AppError('TLS_FILE_UNREADABLE', { path, reason: missing, detail: '' })
  return pem
}
