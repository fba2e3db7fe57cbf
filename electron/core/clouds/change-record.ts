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

export async function keepPassword(
  { store, passwords }: CloudContext,
  { cloudId, password }: { cloudId: string; password: string },
  signal: AbortSignal,
): Promise<void> {
  await passwords.keep(cloudId, password)
  if (store.find(cloudId).hasPassword) return
  await store.change((records) => withChanged(records, cloudId, { hasPassword: true }), signal)
}

export async function forgetPassword(
  { store, passwords }: CloudContext,
  cloudId: string,
  signal: AbortSignal,
): Promise<void> {
  await passwords.forget(cloudId)
  if (!store.find(cloudId).hasPassword) return
  await store.change((records) => withChanged(records, cloudId, { hasPassword: false }), signal)
}
