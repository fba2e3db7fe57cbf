import type { Transfer } from '../../../shared/model/transfer.ts'

/** The clouds whose turns and whose bytes a transfer takes. */
export function cloudsOf({ cloudId, from }: Pick<Transfer, 'cloudId' | 'from'>): string[] {
  return from ? [from.cloudId, cloudId] : [cloudId]
}
