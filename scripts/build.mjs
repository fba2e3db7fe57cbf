import { writeFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'

import { build } from 'vite'

import { stampOf } from './build-if-stale.mjs'

/** What the page may load before it can show anything, in bytes of gzip. */
const firstScriptBudget = 250_000

const configs = {
  served: ['vite.page.config.ts', 'vite.served.config.ts', 'vite.cli.config.ts'],
  cli: ['vite.cli.config.ts'],
  desktop: ['vite.page.config.ts', 'vite.main.config.ts', 'vite.preload.config.ts'],
}

process.chdir(fileURLToPath(new URL('..', import.meta.url)))
const [, , wanted] = process.argv
await buildShell(wanted === 'desktop' || wanted === 'cli' ? wanted : 'served')

/**
 * Builds a shell and its page into .vite/, and fails when the page's first JS is too large.
 *
 * @param {keyof typeof configs} shell
 */
async function buildShell(shell) {
  for (const configFile of configs[shell]) {
    const result = await build({ configFile, logLevel: 'warn' })
    if (configFile === 'vite.page.config.ts') holdToBudget(result)
  }
  await writeFile(stampOf(shell), '')
}

/** @param {Awaited<ReturnType<typeof build>>} result */
function holdToBudget(result) {
  if (Array.isArray(result) || !('output' in result)) throw new Error('the page was not built once')
  const chunks = new Map(
    result.output.filter((part) => part.type === 'chunk').map((chunk) => [chunk.fileName, chunk]),
  )
  for (const entry of [...chunks.values()].filter((chunk) => chunk.isEntry)) {
    const bytes = [...loadedAtStart(entry.fileName, chunks)]
      .map((fileName) => gzipSync(chunks.get(fileName)?.code ?? '').length)
      .reduce((sum, length) => sum + length, 0)
    const isTooLarge = bytes > firstScriptBudget
    const verdict = isTooLarge ? ': too large; load something later' : ''
    console.error(
      `first JS, ${entry.name}.html: ${kilobytes(bytes)} of ${kilobytes(firstScriptBudget)} gzip${verdict}`,
    )
    if (isTooLarge) process.exitCode = 1
  }
}

/**
 * An entry and everything it imports statically.
 *
 * @param {string} fileName
 * @param {Map<string, { imports: string[] }>} chunks
 * @param {Set<string>} found
 */
function loadedAtStart(fileName, chunks, found = new Set()) {
  if (found.has(fileName)) return found
  found.add(fileName)
  for (const imported of chunks.get(fileName)?.imports ?? []) loadedAtStart(imported, chunks, found)
  return found
}

/** @param {number} bytes */
function kilobytes(bytes) {
  return `${(bytes / 1000).toFixed(1)} kB`
}
