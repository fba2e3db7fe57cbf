import { copyFile, writeFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { fileURLToPath } from 'node:url'

const worker = fileURLToPath(new URL('../../electron/core/transfers/hashing/hash-worker.js', import.meta.url))

/**
 * Copies the hashing thread's file beside a host bundle: it is started by URL, so no bundler sees it.
 *
 * @returns {import('vite').Plugin}
 */
export function hashWorkerBeside() {
  let outDir = ''
  return {
    name: 'hash-worker-beside',
    apply: 'build',
    configResolved(config) {
      outDir = resolve(config.root, config.build.outDir)
    },
    async writeBundle() {
      await copyFile(worker, resolve(outDir, 'hash-worker.js'))
      // In a package it lies outside the archive, out of sight of the app's own package.json.
      await writeFile(resolve(outDir, 'package.json'), '{ "type": "module" }\n')
    },
  }
}
