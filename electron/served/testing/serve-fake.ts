import { fakeCore } from '../../api/testing/fake-core.ts'
import { serve } from '../serve.ts'

// The served shell over a core that can do nothing, for tests that need a process of its own.
await serve({
  args: process.argv.slice(3),
  appDir: process.argv[2] ?? '',
  createCore: async (ports) =>
    fakeCore({ info: { downloadsDir: ports.downloadsDir, version: ports.version } }),
})
