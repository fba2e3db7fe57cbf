import { readFile } from 'node:fs/promises'

import { AppError } from '../../../shared/errors.ts'
import type { CloudSettings } from '../../../shared/model/cloud.ts'
import type { ConnectionOptions } from '../http/exchange.ts'

/** How to reach the hosts of a cloud. The file is read anew each time: an operator may mend it. Throws CA_FILE_UNREADABLE. */
export async function readConnection(
  { verifyTls, caFile }: Pick<CloudSettings, 'verifyTls' | 'caFile'>,
  signal: AbortSignal,
): Promise<ConnectionOptions> {
  if (!verifyTls || caFile === null) return { verifyTls, extraCaPem: null }
  return { verifyTls, extraCaPem: await readAuthorities(caFile, signal) }
}

async function readAuthorities(path: string, signal: AbortSignal): Promise<string> {
  let pem: string
  try {
    pem = await readFile(path, { encoding: 'utf8', signal })
  } catch (error) {
    signal.throwIfAborted()
    const { code } = error as NodeJS.ErrnoException
    throw new AppError('CA_FILE_UNREADABLE', { path, detail: code ?? 'unknown' }, { cause: error })
  }
  if (!pem.includes('-----BEGIN CERTIFICATE-----'))
    throw new AppError('CA_FILE_UNREADABLE', { path, detail: 'no certificate in PEM form' })
  return pem
}
