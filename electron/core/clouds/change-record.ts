import { AppError } from '../../../shared/errors.ts'
import type { CloudContext } from './cloud-context.ts'
import type { CloudRecord } from './cloud-store.ts'

/** The records with one of them changed. Throws CLOUD_UNKNOWN. */
export function withChanged(
  records: readonly CloudRecord[],
  cloudId: string,
  changes: Partial<CloudRecord>,
): CloudRecord[] {
  if (!records.some(({ id }) => id === cloudId)) throw new AppError('CLOUD_UNKNOWN', { cloudId })
  return records.map((record) => (record.id === cloudId ? { ...record, ...changes } : record))
}

/** Throws CLOUD_NAME_TAKEN. */
export function assertNameIsFree(records: readonly CloudRecord[], name: string): void {
  if (records.some(({ settings }) => settings.name === name)) throw new AppError('CLOUD_NAME_TAKEN', { name })
}

export async function keepSecret(
  { store, secrets }: CloudContext,
  { owner, secret }: { owner: CloudRecord; secret: string },
  signal: AbortSignal,
): Promise<void> {
  await secrets.keep(owner, secret)
  if (store.find(owner.id).hasSecret) return
  await store.change((records) => withChanged(records, owner.id, { hasSecret: true }), signal)
}

export async function forgetSecret(
  { store, secrets }: CloudContext,
  owner: CloudRecord,
  signal: AbortSignal,
): Promise<void> {
  await secrets.forget(owner)
  if (!store.find(owner.id).hasSecret) return
  await store.change((records) => withChanged(records, owner.id, { hasSecret: false }), signal)
}
