import { createHash } from 'node:crypto'
import { parentPort } from 'node:worker_threads'

/**
 * Runs on a thread of its own, for many streams of bytes at once. Hashes the slots it is told of, in order, where they
 * lie in shared memory, and says each time that it has read one. Plain JavaScript, because it is started from its
 * file, beside the bundle as well as beside its source.
 *
 * @typedef {{ type: 'memory', slot: number, memory: SharedArrayBuffer, shiftBytes: number }
 *   | { type: 'open', stream: number, algorithm: string }
 *   | { type: 'bytes', stream: number, slot: number, length: number }
 *   | { type: 'digest', stream: number }
 *   | { type: 'close', stream: number }} HashTask
 * @typedef {{ type: 'read' }
 *   | { type: 'digest', stream: number, digest: string }
 *   | { type: 'failed', stream: number, detail: string }} HashReport
 */

/** @type {Map<number, Uint8Array>} */
const slots = new Map()
/** @type {Map<number, import('node:crypto').Hash>} */
const hashes = new Map()

parentPort?.on('message', (/** @type {HashTask} */ task) => {
  if (task.type === 'memory') slots.set(task.slot, new Uint8Array(task.memory, task.shiftBytes))
  else if (task.type === 'open') open(task.stream, task.algorithm)
  else if (task.type === 'close') hashes.delete(task.stream)
  else if (task.type === 'bytes') {
    const bytes = slots.get(task.slot)?.subarray(0, task.length)
    if (bytes) hashes.get(task.stream)?.update(bytes)
    report({ type: 'read' })
  } else {
    const digest = hashes.get(task.stream)?.digest('hex')
    hashes.delete(task.stream)
    if (digest !== undefined) report({ type: 'digest', stream: task.stream, digest })
  }
})

/**
 * @param {number} stream
 * @param {string} algorithm
 */
function open(stream, algorithm) {
  try {
    hashes.set(stream, createHash(algorithm))
  } catch (error) {
    report({ type: 'failed', stream, detail: error instanceof Error ? error.message : String(error) })
  }
}

/** @param {HashReport} message */
function report(message) {
  parentPort?.postMessage(message, [])
}
