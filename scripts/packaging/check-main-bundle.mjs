import assert from 'node:assert/strict'
import { createRequire } from 'node:module'

// Loads the packaged main process where Electron is not: a second start, which asks for the lock and ends.
const [bundle = ''] = process.argv.slice(2)
const require = createRequire(import.meta.url)
const calls = /** @type {string[]} */ ([])
const electron = {
  app: {
    getPath: () => '/nowhere',
    getVersion: () => '0.0.0',
    requestSingleInstanceLock: () => {
      calls.push('lock')
      return false
    },
    quit: () => calls.push('quit'),
  },
  ipcMain: { on: () => {} },
  shell: {},
}
const electronPath = require.resolve('electron')
require.cache[electronPath] = /** @type {NodeJS.Module} */ (
  /** @type {unknown} */ ({ id: electronPath, filename: electronPath, loaded: true, exports: electron })
)
createRequire(bundle)(bundle)
assert.deepEqual(calls, ['lock', 'quit'])
