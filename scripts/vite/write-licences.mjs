import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/**
 * Puts licences.txt beside the page: the licence of each package that the app ships with.
 *
 * @returns {import('vite').Plugin}
 */
export function writeLicences() {
  return {
    name: 'write-licences',
    apply: 'build',
    generateBundle() {
      this.emitFile({ type: 'asset', fileName: 'licences.txt', source: licencesText(process.cwd()) })
    },
  }
}

/**
 * By the lock file, so that nothing is left out which is only needed on another system.
 *
 * @param {string} root
 */
export function licencesText(root) {
  const parts = [`Arclight\n\n${readFileSync(join(root, 'LICENSE'), 'utf8')}`]
  for (const [place, { version, license }] of shippedPackages(root)) {
    const name = place.slice(place.lastIndexOf('node_modules/') + 'node_modules/'.length)
    parts.push(
      `${name} ${version} (${license})\n\n${licenceIn(join(root, place)) ?? 'Comes without a text of its own.'}`,
    )
  }
  return parts.map((part) => part.trim()).join(`\n\n${'-'.repeat(78)}\n\n`) + '\n'
}

/**
 * @param {string} root
 * @returns {[string, { version: string, license: string, dev?: boolean, devOptional?: boolean }][]}
 */
function shippedPackages(root) {
  const { packages } = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8'))
  return Object.entries(packages).filter(
    ([place, { dev, devOptional }]) => place !== '' && !dev && !devOptional,
  )
}

/**
 * With the notices that some licences want handed on.
 *
 * @param {string} dir
 */
function licenceIn(dir) {
  if (!existsSync(dir)) return null
  const names = readdirSync(dir).filter((name) => /^(licen[cs]e|copying|notice)/i.test(name))
  return names.length === 0
    ? null
    : names.map((name) => readFileSync(join(dir, name), 'utf8').trim()).join('\n\n')
}
