import { readFile } from 'node:fs/promises'

import { writeFile } from 'atomically'

import {
  defaultTransferLimits,
  type TransferLimits,
  transferLimits,
} from '../../../shared/model/transfer-limits.ts'

/** The limits that the operator set, as they are now and as the next start finds them. */
export interface LimitsStore {
  get(): TransferLimits
  set(limits: TransferLimits): Promise<void>
}

/** A file that is absent or makes no sense stands for no limits. The folder must exist. */
export async function openLimits(path: string): Promise<LimitsStore> {
  let kept = understand(await readFile(path, 'utf8').catch(() => ''))
  return {
    get: () => kept,
    async set(limits) {
      kept = limits
      await writeFile(path, `${JSON.stringify(limits, null, 2)}\n`, { mode: 0o600 })
    },
  }
}

function understand(text: string): TransferLimits {
  try {
    return transferLimits.parse(JSON.parse(text))
  } catch {
    return defaultTransferLimits
  }
}
