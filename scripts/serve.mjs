import { buildIfStale } from './build-if-stale.mjs'

// In this process, so that signals and the exit code are the shell's own.
if (buildIfStale('served')) await import(new URL('../.vite/served/main.js', import.meta.url).href)
else process.exitCode = 1
