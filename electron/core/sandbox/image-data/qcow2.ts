const magic = 0x51_46_49_fb
const dataFileBit = 0x04n
const clusterBytes = 65_536

/** As much of a file as its checks look at. */
export const headBytes = 512

export type Qcow2Check =
  | { kind: 'fine'; virtualSizeBytes: number }
  | { kind: 'other-format' }
  /** It refers to another file on the host, which a cloud must not follow. */
  | { kind: 'unsafe' }

/** Reads the header at the start of a qcow2 file (QEMU's docs/interop/qcow2.txt). */
export function checkQcow2(head: Buffer): Qcow2Check {
  if (head.length < 72 || head.readUInt32BE(0) !== magic) return { kind: 'other-format' }
  const version = head.readUInt32BE(4)
  if (version !== 2 && version !== 3) return { kind: 'other-format' }
  const hasBackingFile = head.readBigUInt64BE(8) !== 0n
  const hasDataFile = version === 3 && head.length >= 80 && (head.readBigUInt64BE(72) & dataFileBit) !== 0n
  if (hasBackingFile || hasDataFile) return { kind: 'unsafe' }
  return { kind: 'fine', virtualSizeBytes: Number(head.readBigUInt64BE(24)) }
}

/**
 * An empty disk as a complete qcow2 file of four clusters: header, refcount table, refcount block and L1 table. One
 * L1 entry covers 512 MiB, so the disk may be as large as that.
 */
export function emptyQcow2(virtualSizeBytes: number): Buffer {
  const file = Buffer.alloc(4 * clusterBytes)
  file.writeUInt32BE(magic, 0)
  file.writeUInt32BE(3, 4)
  file.writeUInt32BE(16, 20) // cluster_bits
  file.writeBigUInt64BE(BigInt(virtualSizeBytes), 24)
  file.writeUInt32BE(1, 36) // l1_size
  file.writeBigUInt64BE(BigInt(3 * clusterBytes), 40) // l1_table_offset
  file.writeBigUInt64BE(BigInt(clusterBytes), 48) // refcount_table_offset
  file.writeUInt32BE(1, 56) // refcount_table_clusters
  file.writeUInt32BE(4, 96) // refcount_order: 16 bits
  file.writeUInt32BE(104, 100) // header_length
  file.writeBigUInt64BE(BigInt(2 * clusterBytes), clusterBytes)
  for (let cluster = 0; cluster < 4; cluster++) file.writeUInt16BE(1, 2 * clusterBytes + 2 * cluster)
  return file
}
