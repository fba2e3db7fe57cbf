import type { Transform } from 'node:stream'

/** Pushes bytes through decoders, one after the other, no faster than what comes out is taken. */
export class DecoderChain {
  readonly #decoders: readonly Transform[]
  readonly #ended: Promise<void>
  /** Told when it ends while a chunk is still going in. */
  #onEnd: (() => void) | null = null
  #isCut = false
  #isOver = false

  /** `onBroken` names what is wrong with the bytes, from what the decoder says. */
  constructor(
    decoders: readonly Transform[],
    take: (chunk: Uint8Array) => Promise<void> | void,
    onBroken: (error: unknown) => unknown,
  ) {
    this.#decoders = decoders
    this.#ended = new Promise((resolve, reject) => {
      const fail = (error: unknown) => {
        for (const decoder of decoders) decoder.destroy()
        reject(error)
      }
      for (const decoder of decoders)
        decoder.on('error', (error) => {
          if (this.#isCut) resolve()
          else fail(onBroken(error))
        })
      for (const [index, decoder] of decoders.slice(0, -1).entries())
        decoder.pipe(decoders[index + 1] ?? decoder)
      const last = decoders.at(-1)
      last?.on('data', (chunk: Uint8Array) => {
        this.#hand(last, chunk, take).catch(fail)
      })
      last?.once('end', resolve)
    })
    const wake = () => {
      this.#isOver = true
      this.#onEnd?.()
    }
    this.#ended.then(wake, wake)
  }

  /** Resolves when more may come; rejects with what went wrong meanwhile. */
  write(chunk: Uint8Array): Promise<void> {
    if (this.#isOver) return this.#ended
    return new Promise((resolve) => {
      this.#onEnd = () => resolve(this.#ended)
      this.#decoders[0]?.write(chunk, (error) => {
        if (!error) resolve()
      })
    })
  }

  /** Resolves when all that can be had is out. What is cut is no mistake of the server's coding. */
  async finish(isCut: boolean): Promise<void> {
    this.#isCut = isCut
    this.#decoders[0]?.end()
    await this.#ended
  }

  destroy(): void {
    for (const decoder of this.#decoders) decoder.destroy()
  }

  async #hand(
    last: Transform,
    chunk: Uint8Array,
    take: (chunk: Uint8Array) => Promise<void> | void,
  ): Promise<void> {
    const held = take(chunk)
    if (!held) return
    last.pause()
    await held
    last.resume()
  }
}
