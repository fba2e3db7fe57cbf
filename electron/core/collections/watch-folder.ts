import { watch } from 'chokidar'

/** Long enough for a checkout to end, short enough not to be noticed. */
const quietMs = 150

/** Tells of every change in a folder, a burst of them once. Answers with what stops it. */
export function watchFolder(
  root: string,
  onChange: () => void,
  log: (line: string) => void,
): () => Promise<void> {
  let timer: NodeJS.Timeout | null = null
  const watcher = watch(root, {
    ignoreInitial: true,
    followSymlinks: false,
    // Names that begin with a dot are of other tools; those of a half-written file are ours.
    ignored: (path) => /[\\/](?:\.[^\\/]*|node_modules|[^\\/]*\.tmp-[^\\/]*)$/.test(path.slice(root.length)),
  })
  watcher.on('all', () => {
    if (timer) clearTimeout(timer)
    timer = setTimeout(onChange, quietMs)
  })
  watcher.on('error', (error) => log(`${root} is not watched: ${String(error)}`))
  return async () => {
    if (timer) clearTimeout(timer)
    await watcher.close()
  }
}
