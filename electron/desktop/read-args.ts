import { resolve } from 'node:path'
import { fileURLToPath } from 'node:url'

import type { StartArgs } from './paths-to-open.ts'

export type Start = { readonly print: string } | StartArgs

const usage = `Usage: arclight [FILE…]

Opens Arclight, or shows the window of the one that runs, and in it each FILE: a collection (its folder or its
opencollection.yml), a file of cURL commands, a clouds.yaml or openrc, or what another program has exported.

  --help     says this
  --version  says which version this is

Options of Chromium's (--ozone-platform=wayland, --disable-gpu …) are handed on to it.
`

/** What the desktop's command line asks for. `args`: without the program, and without the app's folder. */
export function readArgs(args: readonly string[], { cwd, version }: { cwd: string; version: string }): Start {
  const end = args.indexOf('--')
  const [before, after] = end < 0 ? [args, []] : [args.slice(0, end), args.slice(end + 1)]
  if (before.some((arg) => arg === '--help' || arg === '-h')) return { print: usage }
  if (before.includes('--version')) return { print: `arclight ${version}\n` }
  const named = [...before.filter((arg) => !arg.startsWith('-')), ...after]
  return { paths: named.map((name) => toPath(name, cwd)) }
}

/** A file manager may hand over URLs. */
function toPath(name: string, cwd: string): string {
  return /^file:\/\//i.test(name) && URL.canParse(name) ? fileURLToPath(name) : resolve(cwd, name)
}
