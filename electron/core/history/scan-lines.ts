import { createReadStream } from 'node:fs'

const newline = 0x0a

/** The lines of a file from `start` on, each with its size, end included; one that is not ended is left out. */
export async function* scanLines(
  path: string,
  start: number,
): AsyncGenerator<{ text: string; bytes: number }> {
  let rest: Buffer = Buffer.alloc(0)
  for await (const chunk of createReadStream(path, { start, highWaterMark: 1024 * 1024 })) {
    const all = Buffer.concat([rest, chunk as Buffer])
    let from = 0
    for (let end = all.indexOf(newline); end !== -1; end = all.indexOf(newline, from)) {
      yield { text: all.toString('utf8', from, end), bytes: end + 1 - from }
      from = end + 1
    }
    rest = all.subarray(from)
  }
}
