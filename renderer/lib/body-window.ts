/** The beginning of a kept answer, as much of it as a page ever holds. */
export interface BodyWindow {
  readonly bytes: Uint8Array
  /** Of the whole body; null when the host did not say. */
  readonly totalBytes: number | null
  readonly contentType: string
}

export const bodyWindowBytes = 512 * 1024

/** Asks for the first 512 KiB at a body URL. Null when the body is no longer kept. */
export async function fetchBodyWindow(url: string, signal: AbortSignal): Promise<BodyWindow | null> {
  const range = `bytes=0-${bodyWindowBytes - 1}`
  return await readBodyWindow(await fetch(url, { headers: { range }, signal }))
}

/** The bytes from `from` up to, not including, `to`, or as many of them as there are. */
export async function fetchBodyPart(
  url: string,
  { from, to }: { from: number; to: number },
  signal: AbortSignal,
): Promise<Uint8Array<ArrayBuffer>> {
  const response = await fetch(url, { headers: { range: `bytes=${from}-${to - 1}` }, signal })
  if (response.status === 416) return new Uint8Array()
  if (response.status !== 206) throw new Error(`the host answered ${response.status} for a part of a body`)
  return await readAtMost(response.body, to - from)
}

/** The window out of an answer that may hold more than was asked for. */
export async function readBodyWindow(response: Response): Promise<BodyWindow | null> {
  if (response.status === 404) return null
  // Nothing lies in the range of an empty body (RFC 9110 section 15.5.17).
  if (response.status === 416) return { bytes: new Uint8Array(), totalBytes: 0, contentType: '' }
  if (!response.ok) throw new Error(`the host answered ${response.status} for a body`)

  const bytes = await readAtMost(response.body, bodyWindowBytes)
  const totalBytes = totalOf(response) ?? (bytes.length < bodyWindowBytes ? bytes.length : null)
  return { bytes, totalBytes, contentType: response.headers.get('content-type') ?? '' }
}

function totalOf({ status, headers }: Response): number | null {
  const stated =
    status === 206 ? headers.get('content-range')?.match(/\/(\d+)$/)?.[1] : headers.get('content-length')
  return stated === undefined || stated === null ? null : Number(stated)
}

// Stops by itself, should the host not know ranges.
async function readAtMost(
  stream: ReadableStream<Uint8Array> | null,
  limit: number,
): Promise<Uint8Array<ArrayBuffer>> {
  if (!stream) return new Uint8Array()
  const window = new Uint8Array(limit)
  let length = 0
  const reader = stream.getReader()
  try {
    while (length < limit) {
      const { done, value } = await reader.read()
      if (done) break
      const part = value.subarray(0, limit - length)
      window.set(part, length)
      length += part.length
    }
  } finally {
    await reader.cancel()
  }
  return window.slice(0, length)
}

/**
 * The text of a body's beginning, or null when it is no text: it holds NUL, or is not UTF-8 where no other charset is
 * named. A character cut by the window's end is left out.
 */
export function textOfWindow({ bytes, totalBytes, contentType }: BodyWindow): string | null {
  const charset = /charset=["']?([\w.:-]+)/i.exec(contentType)?.[1] ?? 'utf-8'
  const decoder = decoderFor(charset)
  if (bytes.includes(0) && !decoder.encoding.startsWith('utf-16')) return null
  try {
    return decoder.decode(bytes, { stream: totalBytes === null || totalBytes > bytes.length })
  } catch {
    return null
  }
}

function decoderFor(charset: string): TextDecoder {
  try {
    return new TextDecoder(charset, { fatal: true })
  } catch {
    return new TextDecoder('utf-8', { fatal: true })
  }
}
