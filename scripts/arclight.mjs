#!/usr/bin/env node
import { buildIfStale } from './build-if-stale.mjs'

// `serve` runs the served shell, which the command line finds beside itself.
const shell = process.argv[2] === 'serve' ? 'served' : 'cli'
if (buildIfStale(shell)) await import(new URL('../.vite/cli/main.js', import.meta.url).href)
else process.exitCode = 70
