import assert from 'node:assert/strict'
import { createRequire } from 'node:module'

/**
 * Loads the built main process where Electron is not: first asked for its version, which it prints before anything
 * else, then as a second start, which asks for the lock and ends.
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
      isPackaged: true,
      exit: (/** @type {number} */ code) => calls.push(`exit ${code}`),
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
  assert.equal(
    printedBy(() => startWith(['--version'])),
    'arclight 0.0.0\n',
  )
  startWith([])
  assert.deepEqual(calls, ['exit 0', 'lock', 'quit'])
  return 'main.cjs: loads, tells its version, and leaves to the first that was started'

  /** @param {string[]} args */
  function startWith(args) {
    const argv = process.argv
    process.argv = ['arclight', ...args]
    delete require.cache[bundle]
    require(bundle)
    process.argv = argv
  }
}

/** @param {() => void} act */
function printedBy(act) {
  const write = process.stdout.write
  let printed = ''
  process.stdout.write = (/** @type {unknown[]} */ ...args) => {
    printed += String(args[0])
    const done = args.at(-1)
    if (typeof done === 'function') done()
    return true
  }
  act()
  process.stdout.write = write
  return printed
}
