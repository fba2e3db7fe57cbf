import type { Image } from '../../../shared/model/image.ts'
import { headerValue } from '../http/collect-answer.ts'
import type { ExchangeHead } from '../http/exchange.ts'
import type { BodyReceiver } from '../images/call-image-service.ts'
import { createDownloadSink, type DownloadSink } from './download-sink.ts'
import type { HashPool } from './hashing/hash-pool.ts'
import type { PartFile } from './part-file.ts'
import { createMemoryRelease } from './release-memory.ts'
import type { TransferRun } from './transfer-job.ts'
import { namedHashes } from './verify.ts'

/** The data of an image on its way into a half file: what is there already, and then what answers bring. */
export interface Arrival extends BodyReceiver {
  /** Reads what is there already; the next answer is expected to bring the rest. */
  readBack(): Promise<void>
  /** Bytes from the start on that are hashed, and written or about to be. */
  movedBytes(): number
  /** Whether the answer brought the whole though only the rest was asked for. */
  cameWhole(): boolean
  failure(): unknown
  /** What came, and the image with the hashes that the answer itself may have named. */
  finish(): Promise<{ image: Image; sizeBytes: number; hashes: Record<string, string> }>
  close(): Promise<void>
}

/** An answer to a Range that is neither the rest nor the whole. */
export class RangeUseless extends Error {
  override readonly name = 'RangeUseless'
}

/** Decides by the head of the answer what to hash: with what the image names, or else what `Content-MD5` names. */
export function createArrival(image: Image, part: PartFile, hashing: HashPool, run: TransferRun): Arrival {
  let named = image
  let sink: DownloadSink | null = null
  let release: ((chunk: Uint8Array) => void) | null = null
  let taken: Uint8Array | null = null
  let isWhole = false
  const movedBytes = () => sink?.movedBytes() ?? 0

  return {
    async readBack() {
      await open(algorithmsFor(image, ['sha512', 'md5']))
      await sink?.readBack(part.savedBytes(), run.moved, run.signal)
    },
    async start(head) {
      release ??= await createMemoryRelease()
      if (movedBytes() > 0 && head.status === 206) return requireRest(head, movedBytes(), image.sizeBytes)
      isWhole = movedBytes() > 0
      await sink?.close()
      if (isWhole || part.savedBytes() > 0) await part.startOver()
      // With a 206 it would be of the range, or of the whole: nobody agrees.
      named = { ...image, checksum: image.checksum ?? contentMd5(head) }
      await open(algorithmsFor(named, ['sha512']))
    },
    write(chunk) {
      // The engine counts a chunk after it was taken, and is done with it by the time the next one comes.
      if (taken) release?.(taken)
      taken = chunk
      const held = sink?.write(chunk)
      // Told at once, and not with the engine's progress: that is silent when bytes stop coming.
      run.moved(movedBytes())
      const pause = run.pace(chunk.length)
      return pause ? Promise.all([held, pause]).then(() => {}) : held
    },
    movedBytes,
    cameWhole: () => isWhole,
    failure: () => sink?.failure() ?? null,
    async finish() {
      if (!sink) throw new Error('an answer ended before it began')
      run.moved(sink.movedBytes())
      return { image: named, hashes: await sink.finish(), sizeBytes: sink.movedBytes() }
    },
    close: async () => await sink?.close(),
  }

  async function open(algorithms: readonly string[]) {
    await sink?.close()
    sink = createDownloadSink(part, hashing.open(algorithms))
  }
}

function algorithmsFor(image: Image, otherwise: readonly string[]): readonly string[] {
  const [strongest] = namedHashes(image)
  return strongest ? [strongest.algorithm] : otherwise
}

/** RFC 9110 section 14.4: a 206 says which bytes it brings, and these have to be the ones that are missing. */
function requireRest(head: ExchangeHead, firstByte: number, sizeBytes: number | null): void {
  const range = /^bytes (\d+)-(\d+)\/(\d+|\*)$/i.exec(headerValue(head.headers, 'content-range') ?? '')
  const [, first, last, size] = range ?? []
  const isWholeRest = Number(first) === firstByte && Number(last) + 1 === sizeBytes
  if (!isWholeRest || (size !== '*' && Number(size) !== sizeBytes)) throw new RangeUseless()
}

/** Glance writes it in hex, and of the whole image, unlike RFC 1864. */
function contentMd5(head: ExchangeHead): string | null {
  const value = headerValue(head.headers, 'content-md5')?.toLowerCase() ?? ''
  return /^[0-9a-f]{32}$/.test(value) ? value : null
}
