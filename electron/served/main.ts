import { fileURLToPath } from 'node:url'

import { createCore } from '../core/create-core.ts'
import { serve } from './serve.ts'

// Two folders up, both from here and from the bundle in .vite/served/.
await serve({
  args: process.argv.slice(2),
  appDir: fileURLToPath(new URL('../..', import.meta.url)),
  createCore,
})
