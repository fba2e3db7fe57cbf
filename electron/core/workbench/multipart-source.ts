import { randomUUID } from 'node:crypto'
import { Readable } from 'node:stream'

import type { FileHandle } from '../../../shared/model/file-handle.ts'
import type { MultipartPart } from '../../../shared/model/request.ts'
import { checkFile, readFileChunks } from '../http/body/read-file.ts'
import { readStream } from '../http/body/read-stream.ts'
import type { BodySource } from '../http/exchange.ts'
import type { FileBody } from '../files/file-body.ts'

export interface MultipartSource {
  readonly source: BodySource
  readonly boundary: string
  /** Throws FILE_GONE, FILE_CHANGED or FILE_UNREADABLE when a file is not what it was when it was chosen. */
  check(): Promise<void>
}

type Piece = Uint8Array | FileBody

/**
 * A form as RFC 7578 writes it, its files read as they are sent. The length is known as soon as every file's is.
 * Throws what `fileSource` throws.
 */
export function multipartSource(
  parts: readonly MultipartPart[],
  fileSource: (file: FileHandle | null) => FileBody,
): MultipartSource {
  const boundary = `arclight-${randomUUID()}`
  const encoder = new TextEncoder()
  const pieces: Piece[] = parts.flatMap((part): Piece[] => {
    const content = part.kind === 'file' ? fileSource(part.file) : encoder.encode(part.value)
    return [encoder.encode(`--${boundary}\r\n${headOf(part)}\r\n`), content, encoder.encode('\r\n')]
  })
  pieces.push(encoder.encode(`--${boundary}--\r\n`))
  const open = (signal: AbortSignal) =>
    Promise.resolve(Readable.from(chunksOf(pieces, signal), { objectMode: false }))
  return {
    source: { kind: 'stream', name: 'form', sizeBytes: sizeOf(pieces), open },
    boundary,
    check: async () => {
      for (const piece of pieces) if (isFileOnHost(piece)) await checkFile(piece)
    },
  }
}

function headOf(part: MultipartPart): string {
  const disposition = [`form-data; name="${escaped(part.name)}"`]
  if (part.kind === 'file') disposition.push(`filename="${escaped(part.fileName ?? part.file?.name ?? '')}"`)
  const type = part.contentType ?? (part.kind === 'file' ? 'application/octet-stream' : null)
  const lines = [`Content-Disposition: ${disposition.join('; ')}`]
  if (type !== null) lines.push(`Content-Type: ${type.replace(/[\r\n]+/g, ' ')}`)
  return lines.map((line) => `${line}\r\n`).join('')
}

/** As browsers do (HTML standard, "multipart/form-data"): a name cannot end its quotes or its line. */
function escaped(name: string): string {
  return name.replaceAll('"', '%22').replaceAll('\r', '%0D').replaceAll('\n', '%0A')
}

function sizeOf(pieces: readonly Piece[]): number | null {
  let total = 0
  for (const piece of pieces) {
    const size = piece instanceof Uint8Array ? piece.byteLength : piece.sizeBytes
    if (size === null) return null
    total += size
  }
  return total
}

async function* chunksOf(pieces: readonly Piece[], signal: AbortSignal): AsyncGenerator<Uint8Array, void> {
  for (const piece of pieces) {
    if (piece instanceof Uint8Array) yield piece
    // A chunk of a file is only valid until the next is asked for, and a stream asks early.
    else if (piece.kind === 'file') for await (const chunk of readFileChunks(piece)) yield Buffer.from(chunk)
    else yield* readStream(await piece.open(signal), signal)
  }
}

function isFileOnHost(piece: Piece): piece is Extract<FileBody, { kind: 'file' }> {
  return !(piece instanceof Uint8Array) && piece.kind === 'file'
}
