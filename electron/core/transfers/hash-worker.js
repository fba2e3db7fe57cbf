import { createHash } from 'node:crypto'
import { parentPort, workerData } from 'node:worker_threads'

/**
 * Runs on a thread of its own. Hashes the slots it is told of, in order, where they lie in shared memory, and says of
 * each that it has read it. Asked for `digest`, it answers with all hashes in hex. Plain JavaScript, because it is
 * started from its file, beside the bundle as well as beside its source.
 *
 * @typedef {{ algorithms: string[], memory: SharedArrayBuffer, slotBytes: number }} HashOrder
 * @typedef {{ type: 'slot', index: number, length: number } | { type: 'digest' }} HashTask
 * @typedef {{ type: 'read', index: number } | { type: 'digests', digests: Record<string, string> }} HashReport
 */
const { algorithms, memory, slotBytes } = /** @type {HashOrder} */ (workerData)
const hashes = algorithms.map((algorithm) => ({ algorithm, hash: createHash(algorithm) }))

parentPort?.on('message', (/** @type {HashTask} */ task) => {
  if (task.type === 'digest') {
    const digests = hashes.map(({ algorithm, hash }) => [algorithm, hash.digest('hex')])
    report({ type: 'digests', digests: Object.fromEntries(digests) })
    return
  }
  const bytes = new Uint8Array(memory, task.index * slotBytes, task.length)
  for (const { hash } of hashes) hash.update(bytes)
  report({ type: 'read', index: task.index })
})

/** @param {HashReport} message */
function report(message) {
  parentPort?.postMessage(message, [])
}
