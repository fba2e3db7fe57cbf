import { copyFile, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { fileURLToPath } from 'node:url'

import { build } from 'vite'

const worker = fileURLToPath(new URL('../hashing/hash-worker.js', import.meta.url))

/** One file of plain JavaScript, as in a shell that was built: it starts in a fraction of the time and memory. */
export interface NodeBundle {
  readonly path: string
  remove(): Promise<void>
}

export async function bundleForNode(entry: string): Promise<NodeBundle> {
  const outDir = await mkdtemp(join(tmpdir(), 'arclight-bundle-'))
  await build({
    configFile: false,
    publicDir: false,
    logLevel: 'warn',
    build: {
      ssr: entry,
      outDir,
      emptyOutDir: false,
      target: 'node20',
      minify: false,
      reportCompressedSize: false,
      rolldownOptions: { output: { entryFileNames: '[name].js', chunkFileNames: '[name]-[hash].js' } },
    },
    ssr: { noExternal: true },
  })
  await copyFile(worker, join(outDir, 'hash-worker.js'))
  await writeFile(join(outDir, 'package.json'), '{ "type": "module" }\n')
  const path = join(outDir, basename(entry).replace(/\.ts$/, '.js'))
  return { path, remove: () => rm(outDir, { recursive: true }) }
}
