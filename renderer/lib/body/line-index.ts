import { decode, jsonLineText, type LineCursor, type ReadLine } from './read-line.ts'

/** A row of a view. */
export interface BodyLine {
  readonly text: string
  readonly depth: number
  /** Where its bytes begin in the body. */
  readonly offset: number
  /** A piece of a line that was too long for one row, and not its first. */
  readonly isContinued: boolean
}

// A line on the screen has at most so many bytes: a line of 300 kB would freeze the page.
const pieceBytes = 2_000
const rowsPerMark = 256

/** A place from which lines can be read on. */
interface Mark {
  readonly row: number
  readonly offset: number
  readonly depth: number
}

/**
 * The rows of a body, found by reading from the nearest of many marks: a hundred megabytes have millions of rows, and a
 * list of them would be larger than the body.
 */
export class LineIndex {
  readonly #bytes: Uint8Array
  readonly #readLine: ReadLine
  readonly #isJson: boolean
  readonly #marks: Mark[] = [{ row: 0, offset: 0, depth: 0 }]
  readonly #cursor = newCursor(0, 0)
  #rows = 0

  constructor(bytes: Uint8Array, readLine: ReadLine, isJson: boolean) {
    this.#bytes = bytes
    this.#readLine = readLine
    this.#isJson = isJson
  }

  /** How many rows have been found. */
  get rows(): number {
    return this.#rows
  }

  /** Reads on to `limit`, how much of the body is there. */
  advance(limit: number, isWhole: boolean): void {
    const cursor = this.#cursor
    let { row: markedRow } = this.#marks.at(-1)!
    for (;;) {
      if (this.#rows - markedRow >= rowsPerMark) {
        markedRow = this.#rows
        this.#marks.push({ row: markedRow, offset: cursor.next, depth: cursor.nextDepth })
      }
      if (!this.#readLine(this.#bytes, limit, isWhole, cursor)) return
      this.#rows += piecesOf(cursor)
    }
  }

  /** At most `count` rows from row `from` on. */
  read(from: number, count: number): BodyLine[] {
    const lines: BodyLine[] = []
    this.#walk(markBelow(this.#marks, from, 'row'), (cursor, row) => {
      const pieces = piecesOf(cursor)
      for (let piece = Math.max(0, from - row); piece < pieces && lines.length < count; piece++) {
        if (row + piece < this.#rows) lines.push(this.#lineOf(cursor, piece, pieces))
      }
      return lines.length < count
    })
    return lines
  }

  /** The row that holds the byte at `offset`. */
  rowAt(offset: number): number {
    let found = 0
    this.#walk(markBelow(this.#marks, offset, 'offset'), (cursor, row) => {
      if (cursor.start > offset) return false
      found = row + Math.min(piecesOf(cursor) - 1, Math.floor((offset - cursor.start) / pieceBytes))
      return cursor.next <= offset
    })
    return found
  }

  #walk(mark: Mark, visit: (cursor: LineCursor, row: number) => boolean): void {
    const cursor = newCursor(mark.offset, mark.depth)
    let { row } = mark
    while (row < this.#rows && this.#readLine(this.#bytes, this.#bytes.length, true, cursor)) {
      if (!visit(cursor, row)) return
      row += piecesOf(cursor)
    }
  }

  #lineOf({ start, end, depth }: LineCursor, piece: number, pieces: number): BodyLine {
    const bytes = this.#bytes
    const from = piece === 0 ? start : wholeCharacter(bytes, start + piece * pieceBytes)
    const to = piece === pieces - 1 ? end : wholeCharacter(bytes, start + (piece + 1) * pieceBytes)
    const text = this.#isJson && pieces === 1 ? jsonLineText(bytes, from, to) : decode(bytes, from, to)
    return { text, depth, offset: from, isContinued: piece > 0 }
  }
}

function newCursor(next: number, nextDepth: number): LineCursor {
  return { start: 0, end: 0, depth: 0, next, nextDepth }
}

function piecesOf({ start, end }: LineCursor): number {
  return Math.max(1, Math.ceil((end - start) / pieceBytes))
}

function markBelow(marks: readonly Mark[], value: number, by: 'row' | 'offset'): Mark {
  let low = 0
  let high = marks.length - 1
  while (low < high) {
    const middle = Math.ceil((low + high) / 2)
    if (marks[middle]![by] <= value) low = middle
    else high = middle - 1
  }
  return marks[low]!
}

// A piece never begins inside a character of UTF-8.
function wholeCharacter(bytes: Uint8Array, at: number): number {
  let start = at
  while (at - start < 3 && (bytes[start]! & 0xc0) === 0x80) start--
  return start
}
