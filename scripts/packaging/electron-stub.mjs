import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'

import { writeZip } from './write-zip.mjs'

/** Electron's own mark before its fuses, and their factory setting: version 1, nine of them (electron/fuses). */
const fuseWire = 'dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX\u0001\u0009010110011'

/**
 * Writes a zip that Forge takes for Electron's download: enough to package the app and to set its fuses, on a machine
 * that has no Electron. It runs nothing.
 *
 * @param {string} dir
 * @param {string} version
 */
export async function writeElectronStub(dir, version) {
  await mkdir(dir, { recursive: true })
  const program = `#!/bin/sh\necho 'not Electron, only its shape' >&2\nexit 1\n${fuseWire}\n`
  await writeZip(join(dir, `electron-v${version}-linux-x64.zip`), [
    { name: 'electron', bytes: Buffer.from(program, 'latin1'), mode: 0o755 },
    { name: 'chrome-sandbox', bytes: Buffer.from('\n'), mode: 0o755 },
    { name: 'version', bytes: Buffer.from(version), mode: 0o644 },
    { name: 'LICENSE', bytes: Buffer.from('\n'), mode: 0o644 },
    { name: 'resources/default_app.asar', bytes: Buffer.from('\n'), mode: 0o644 },
  ])
}
