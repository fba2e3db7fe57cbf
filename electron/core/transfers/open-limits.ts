import { readFile } from 'node:fs/promises'

import {
  defaultTransferLimits,
  type TransferLimits,
  transferLimits,
} from '../../../shared/model/transfer-limits.ts'

import type { DamagedFiles } from '../data-dir/damaged-files.ts'
import { firstVersion } from '../data-dir/file-version.ts'
import { parseAs } from '../data-dir/parse-as.ts'
import { privateMode, writeDurably } from '../data-dir/write-durably.ts'

const limitsFile = transferLimits.extend({ version: firstVersion })

/** The limits that the operator set, as they are now and as the next start finds them. */
export interface LimitsStore {
  get(): TransferLimits
  set(limits: TransferLimits): Promise<void>
}

/** A file that is absent stands for no limits; one that makes no sense is set aside. The folder must exist. */
export async function openLimits(
  path: string,
  damaged: Pick<DamagedFiles, 'setAside'>,
): Promise<LimitsStore> {
  const text = await readFile(path, 'utf8').catch(emptyIfAbsent)
  const found = text === '' ? defaultTransferLimits : understand(text)
  if (!found) damaged.setAside(path, null)
  let kept = found ?? defaultTransferLimits
  return {
    get: () => kept,
    async set(limits) {
      kept = limits
      await writeDurably(path, `${JSON.stringify({ version: 1, ...limits }, null, 2)}\n`, privateMode)
    },
  }
}

/** Null for what makes no sense. */
function understand(text: string): TransferLimits | null {
  const found = parseAs(limitsFile, text)
  if (!found) return null
  const { version: _version, ...limits } = found
  return limits
}

function emptyIfAbsent(error: NodeJS.ErrnoException): string {
  if (error.code === 'ENOENT') return ''
  throw error
}
