import type { BodySource } from '../http/exchange.ts'
import type { HeldFile } from './file-registry.ts'

export type FileBody = Extract<BodySource, { kind: 'file' | 'stream' }>

/** A chosen file as the body of a request, read from its first byte each time it is sent. */
export function fileBody(file: HeldFile): FileBody {
  const { name, sizeBytes } = file
  if (file.heldBy === 'host') return { kind: 'file', path: file.path, name, sizeBytes }
  return { kind: 'stream', name, sizeBytes, open: (signal) => file.open(signal) }
}
