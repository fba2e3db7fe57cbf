import { spawnSync } from 'node:child_process'
import { readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))
const sources = ['electron', 'renderer', 'shared', 'scripts/vite', 'scripts/build.mjs', 'package-lock.json']

/**
 * Builds a shell when a source is newer than its last build; what the build says goes to stderr. False: it failed.
 *
 * @param {'served' | 'desktop' | 'cli'} shell
 */
export function buildIfStale(shell) {
  if (isFresh(shell)) return true
  process.stderr.write('building …\n')
  // In a process of its own: a bundler leaves much behind in memory.
  spawnSync(process.execPath, [join(root, 'scripts', 'build.mjs'), shell], {
    stdio: ['ignore', process.stderr, process.stderr],
  })
  return isFresh(shell)
}

/**
 * Touched when a shell was built.
 *
 * @param {'served' | 'desktop' | 'cli'} shell
 */
export function stampOf(shell) {
  return join(root, '.vite', `${shell}.built`)
}

/** @param {'served' | 'desktop' | 'cli'} shell */
function isFresh(shell) {
  const builtAtMs = statSync(stampOf(shell), { throwIfNoEntry: false })?.mtimeMs ?? 0
  const configs = readdirSync(root).filter((name) => /^vite\..*\.config\.ts$/.test(name))
  return [...sources, ...configs].every((source) => newestIn(join(root, source)) <= builtAtMs)
}

/**
 * Folders count too: theirs is the time when a file was taken out.
 *
 * @param {string} path
 * @returns {number}
 */
function newestIn(path) {
  const found = statSync(path)
  if (!found.isDirectory()) return found.mtimeMs
  return readdirSync(path)
    .map((name) => newestIn(join(path, name)))
    .reduce((newest, mtimeMs) => Math.max(newest, mtimeMs), found.mtimeMs)
}
