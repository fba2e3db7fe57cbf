import assert from 'node:assert/strict'
import { existsSync } from 'node:fs'
import { join } from 'node:path'

import { extractFile, listPackage, statFile } from '@electron/asar'
import { FuseState, FuseV1Options, getCurrentFuseWire } from '@electron/fuses'

/**
 * The archive holds what runs, and nothing of what it was made from.
 *
 * @param {string} packageDir
 */
export function checkArchive(packageDir) {
  const archive = join(packageDir, 'resources', 'app.asar')
  const files = listPackage(archive, { isPack: false }).map((path) => path.replaceAll('\\', '/'))
  const worker = '/.vite/build/hash-worker.js'
  const needed = [
    '/package.json',
    '/LICENSE',
    '/.vite/build/main.cjs',
    '/.vite/build/preload.cjs',
    worker,
    '/.vite/page/desktop.html',
    '/.vite/page/licences.txt',
    '/assets/openstack-image/opencollection.yml',
  ]
  for (const path of needed) assert.ok(files.includes(path), `${path} is missing from app.asar`)
  assert.ok(
    files.some((path) => /^\/\.vite\/page\/assets\/.+\.js$/.test(path)),
    'the page’s scripts are missing',
  )

  const allowed = /^\/(package\.json|LICENSE|\.vite(\/(build|page)(\/.*)?)?|assets(\/.*)?)$/
  const unwanted = files.filter(
    (path) => !allowed.test(path) || /\.(tsx?|map)$|\.test\.|node_modules/.test(path),
  )
  assert.deepEqual(unwanted, [], 'app.asar holds what it should not')

  assert.equal(JSON.parse(extractFile(archive, 'package.json').toString()).main, '.vite/build/main.cjs')
  assert.ok('unpacked' in statFile(archive, worker.slice(1)), 'the hashing thread is inside the archive')
  assert.ok(
    existsSync(join(packageDir, 'resources', 'app.asar.unpacked', worker)),
    'it is not beside it either',
  )
  return `app.asar: ${files.length} entries, all of them wanted`
}

/** @type {Record<keyof typeof FuseV1Options, boolean>} */
const wantedFuses = {
  RunAsNode: false,
  EnableCookieEncryption: true,
  EnableNodeOptionsEnvironmentVariable: false,
  EnableNodeCliInspectArguments: false,
  EnableEmbeddedAsarIntegrityValidation: true,
  OnlyLoadAppFromAsar: true,
  LoadBrowserProcessSpecificV8Snapshot: false,
  GrantFileProtocolExtraPrivileges: false,
  WasmTrapHandlers: true,
}

/**
 * Reads the fuses back from the program.
 *
 * @param {string} program
 */
export async function checkFuses(program) {
  const wire = await getCurrentFuseWire(program)
  for (const [name, isOn] of Object.entries(wantedFuses)) {
    const fuse = FuseV1Options[/** @type {keyof typeof FuseV1Options} */ (name)]
    assert.equal(wire[fuse], isOn ? FuseState.ENABLE : FuseState.DISABLE, `fuse ${name}`)
  }
  return `fuses: all ${Object.keys(wantedFuses).length} as they should be`
}

/**
 * @param {string} control What `dpkg-deb --field` says.
 * @param {string} version
 */
export function checkDeb(control, version) {
  const fields = new Map(control.split('\n').map((line) => [line.split(':')[0], line.split(': ')[1]]))
  assert.equal(fields.get('Package'), 'arclight')
  assert.equal(fields.get('Version'), version)
  assert.equal(fields.get('Architecture'), 'amd64')
  assert.match(fields.get('Description') ?? '', /OpenStack/)
  assert.match(fields.get('Depends') ?? '', /libgtk-3-0/)
  return `deb: arclight ${version} for amd64`
}
