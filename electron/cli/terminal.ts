import { createInterface } from 'node:readline/promises'
import type { ReadStream, WriteStream } from 'node:tty'
import { Writable } from 'node:stream'

/** Where a command reads and writes: data on stdout, everything else on stderr. */
export interface Terminal {
  /** A person is there to answer questions. */
  readonly canAsk: boolean
  /** A person watches: progress may redraw its line. */
  readonly isWatched: boolean
  readonly columns: number
  /** Data. Resolves when the reader has taken it. */
  out(text: string): Promise<void>
  /** One line for a person. */
  tell(line: string): void
  /** Redraws the line of progress; an empty one clears it. */
  redraw(line: string): void
  ask(question: string, signal: AbortSignal): Promise<string>
  /** What is typed is not shown. */
  askSecret(question: string, signal: AbortSignal): Promise<string>
}

export interface Streams {
  readonly stdin: ReadStream
  readonly stdout: WriteStream
  readonly stderr: WriteStream
}

export function createTerminal({ stdin, stdout, stderr }: Streams): Terminal {
  let isDrawn = false
  const clear = () => {
    if (isDrawn) stderr.write('\r\u001b[K')
    isDrawn = false
  }
  return {
    canAsk: stdin.isTTY && stderr.isTTY,
    isWatched: stderr.isTTY,
    columns: stderr.columns || 80,
    out: (text) =>
      new Promise((resolve, reject) => stdout.write(text, (error) => (error ? reject(error) : resolve()))),
    tell(line) {
      clear()
      stderr.write(`${line}\n`)
    },
    redraw(line) {
      clear()
      if (line === '') return
      stderr.write(line)
      isDrawn = true
    },
    ask: (question, signal) => ask(stdin, stderr, question, signal),
    async askSecret(question, signal) {
      stderr.write(question)
      const dark = new Writable({ write: (_chunk, _encoding, done) => done() })
      const answer = await ask(stdin, dark, '', signal)
      stderr.write('\n')
      return answer
    },
  }
}

async function ask(
  input: ReadStream,
  output: Writable,
  question: string,
  signal: AbortSignal,
): Promise<string> {
  const asking = createInterface({ input, output, terminal: true })
  try {
    return await asking.question(question, { signal })
  } finally {
    asking.close()
  }
}
