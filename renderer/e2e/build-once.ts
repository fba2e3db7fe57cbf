import { spawnSync } from 'node:child_process'

/** Builds the page and the served shell before the first test, as a person who starts the app would. */
export default function buildOnce(): void {
  const { status } = spawnSync(process.execPath, ['scripts/build.mjs'], {
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  if (status !== 0) throw new Error('npm run build failed')
}
