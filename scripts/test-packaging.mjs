import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

// `npm run test:packaging`: packages the app over a stand-in for Electron, and looks into what came out.
const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)
if (major < 22 || (major === 22 && minor < 12)) console.log('skipped: needs Node 22.12')
else await testPackaging()

async function testPackaging() {
  const { checkMainBundle } = await import('./packaging/check-main-bundle.mjs')
  const { checkArchive, checkDeb, checkFuses } = await import('./packaging/check-package.mjs')
  const { writeElectronStub } = await import('./packaging/electron-stub.mjs')
  const root = fileURLToPath(new URL('..', import.meta.url))
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
  const electron = createRequire(import.meta.url)('electron/package.json').version
  const dir = mkdtempSync(join(tmpdir(), 'arclight-packaging-'))
  process.chdir(root)
  try {
    await writeElectronStub(dir, electron)
    run(forge(['package', '--platform', 'linux', '--arch', 'x64']), dir)
    const packageDir = join('out', 'Arclight-linux-x64')
    console.log(`✔ ${checkArchive(packageDir)}`)
    console.log(`✔ ${await checkFuses(join(packageDir, 'arclight'))}`)
    console.log(`✔ ${checkMainBundle(join(root, '.vite', 'build', 'main.cjs'))}`)
    const missing = whatDebNeeds()
    if (missing) console.log(`- deb skipped: ${missing}`)
    else console.log(`✔ ${checkDeb(makeDeb(dir), version)}`)
  } finally {
    rmSync(dir, { recursive: true })
  }
}

/** @param {string} zipDir */
function makeDeb(zipDir) {
  run(forge(['make', '--skip-package', '--targets', 'deb', '--platform', 'linux', '--arch', 'x64']), zipDir)
  const debDir = join('out', 'make', 'deb', 'x64')
  const deb = readdirSync(debDir).find((name) => name.endsWith('.deb'))
  if (!deb) throw new Error(`no .deb in ${debDir}`)
  return run(['dpkg-deb', '--field', join(debDir, deb)], zipDir)
}

function whatDebNeeds() {
  const tool = ['dpkg', 'fakeroot'].find((name) => spawnSync(name, ['--version']).error)
  if (tool) return `${tool} is not installed`
  return existsSync('node_modules/electron-installer-debian')
    ? null
    : 'npm left electron-installer-debian out; run npm ci under Node 22.12 or newer'
}

/** @param {string[]} args */
function forge(args) {
  return [process.execPath, 'node_modules/@electron-forge/cli/dist/electron-forge.js', ...args]
}

/**
 * Runs a program to its end and gives back what it printed; throws all of it when it fails.
 *
 * @param {string[]} command
 * @param {string} zipDir
 */
function run([program = '', ...args], zipDir) {
  const env = { ...process.env, ARCLIGHT_ELECTRON_ZIP_DIR: zipDir }
  const { status, stdout, stderr } = spawnSync(program, args, { env, encoding: 'utf8' })
  if (status !== 0) throw new Error(`${program} ${args.join(' ')} failed:\n${stdout}\n${stderr}`)
  return stdout
}
