import assert from 'node:assert/strict'
import { createRequire } from 'node:module'

/**
 * Loads the built main process where Electron is not, as a second start: it asks for the lock, and ends.
 *
 * @param {string} bundle
 */
export function checkMainBundle(bundle) {
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
  require(bundle)
  assert.deepEqual(calls, ['lock', 'quit'])
  return 'main.cjs: loads, and leaves to the first that was started'
}
