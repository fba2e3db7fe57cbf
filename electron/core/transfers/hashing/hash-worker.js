import { createHash } from 'node:crypto'
import { parentPort } from 'node:worker_threads'

/**
 * Runs on a thread of its own, for many streams of bytes at once. Hashes the slots it is told of, in order, where they
 * lie in shared memory, and says each time that it has read one. Plain JavaScript, because it is started from its
 * file, beside the bundle as well as beside its source.
 *
 * @typedef {{ type: 'memory', slot: number, memory: SharedArrayBuffer, shiftBytes: number }
 *   | { type: 'open', stream: number, algorithms: readonly string[] }
 *   | { type: 'bytes', stream: number, slot: number, length: number }
 *   | { type: 'digest', stream: number }
 *   | { type: 'close', stream: number }} HashTask
 * @typedef {{ type: 'read' }
 *   | { type: 'digests', stream: number, digests: Record<string, string> }
 *   | { type: 'failed', stream: number, detail: string }} HashReport
 */

/** @type {Map<number, Uint8Array>} */
const slots = new Map()
/** @type {Map<number, Map<string, import('node:crypto').Hash>>} */
const streams = new Map()

parentPort?.on('message', (/** @type {HashTask} */ task) => {
  if (task.type === 'memory') slots.set(task.slot, new Uint8Array(task.memory, task.shiftBytes))
  else if (task.type === 'open') open(task.stream, task.algorithms)
  else if (task.type === 'close') streams.delete(task.stream)
  else if (task.type === 'bytes') {
    const bytes = slots.get(task.slot)?.subarray(0, task.length)
    const hashes = streams.get(task.stream)
    if (bytes && hashes) for (const hash of hashes.values()) hash.update(bytes)
    report({ type: 'read' })
  } else end(task.stream)
})

/**
 * @param {number} stream
 * @param {readonly string[]} algorithms
 */
function open(stream, algorithms) {
  try {
    streams.set(stream, new Map(algorithms.map((algorithm) => [algorithm, createHash(algorithm)])))
  } catch (error) {
    report({ type: 'failed', stream, detail: error instanceof Error ? error.message : String(error) })
  }
}

/** @param {number} stream */
function end(stream) {
  const hashes = streams.get(stream)
  streams.delete(stream)
  if (!hashes) return
  const digests = Array.from(hashes, ([algorithm, hash]) => [algorithm, hash.digest('hex')])
  report({ type: 'digests', stream, digests: Object.fromEntries(digests) })
}

/** @param {HashReport} message */
function report(message) {
  parentPort?.postMessage(message, [])
}
