import * as z from 'zod'

import type { ElectronParts } from './electron-parts.ts'

/** What one start was asked to open: whole paths. A second start hands them to the first. */
export const startArgs = z.object({ paths: z.array(z.string().min(1).max(4096)).max(1000) })
export type StartArgs = z.infer<typeof startArgs>

/** Paths that the operator opened with Arclight and that no page has taken yet. */
export interface PathsToOpen {
  add(paths: readonly string[]): void
  takeAll(): readonly string[]
  /** Calls the listener at each start after this one, and when more came by other ways. */
  onMore(listener: () => void): void
}

/** Collects what this start, each later one, and a Mac's Finder want opened. */
export function collectPaths(app: ElectronParts['app'], args: StartArgs): PathsToOpen {
  const waiting = [...args.paths]
  let tell: (() => void) | null = null
  const add = (paths: readonly string[]) => {
    waiting.push(...paths)
    tell?.()
  }
  app.on('second-instance', (_event, _argv, _dir, given) => {
    const later = startArgs.safeParse(given)
    add(later.success ? later.data.paths : [])
  })
  // Comes before the app is ready where a file was what started it.
  app.on('open-file', (event, path) => {
    event.preventDefault()
    add([path])
  })
  return {
    add,
    takeAll: () => waiting.splice(0),
    onMore: (listener) => {
      tell = listener
    },
  }
}
