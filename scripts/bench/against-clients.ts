import { spawnSync } from 'node:child_process'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'

import { createFileRegistry } from '../../electron/core/files/create-file-registry.ts'
import { createHttpEngine } from '../../electron/core/http/create-http-engine.ts'
import { createImages } from '../../electron/core/images/create-images.ts'
import { passwordAccess } from '../../electron/core/images/password-access.ts'
import { type Bench, cloudId, type Measured, median, never, seconds, settleDisk, timed } from './bench.ts'
import { withHost } from './host.ts'
import type { RowName } from './plan.ts'

interface Client {
  readonly row: RowName
  readonly what: string
  readonly command: string
  args(imageId: string, path: string): string[]
}

const clients: readonly Client[] = [
  {
    row: 'download-verified/glance',
    what: '`glance image-download`',
    command: 'glance',
    args: (imageId, path) => ['image-download', '--file', path, imageId],
  },
  {
    row: 'download-verified/openstack',
    what: '`openstack image save`',
    command: 'openstack',
    args: (imageId, path) => ['image', 'save', '--file', path, imageId],
  },
]

/** Downloads by ours and by OpenStack's own command lines, in turns. A client that is not installed has no row. */
export async function measureAgainstClients(bench: Bench, wanted: readonly RowName[]): Promise<Measured> {
  const present = clients.filter(({ row, command }) => wanted.includes(row) && isInstalled(bench, command))
  const oursMs: number[] = []
  const theirsMs = new Map(present.map(({ row }) => [row, [] as number[]]))
  const path = join(bench.dir, 'download')
  await withImage(bench, async (imageId) => {
    await withHost(bench, async (move) => {
      for (let count = 1; count <= bench.runs && present.length > 0; count++) {
        oursMs.push((await move({ kind: 'download', imageId, path })).tookMs)
        await rm(path)
        for (const { row, command, args } of present) {
          settleDisk()
          const tookMs = timed(command, args(imageId, path), { env: environment(bench) })
          theirsMs.get(row)!.push(tookMs)
          await rm(path)
          bench.log(`${command} ${count}/${bench.runs}: ${seconds(tookMs)} s`)
        }
      }
    })
  })
  return {
    values: Object.fromEntries(present.map(({ row }) => [row, median(oursMs) / median(theirsMs.get(row)!)])),
    series: [
      { what: 'download and verify, Arclight, beside the clients', eachMs: oursMs },
      ...present.map(({ row, what }) => ({ what, eachMs: theirsMs.get(row)! })),
    ],
  }
}

export function isInstalled(bench: Bench, command: string): boolean {
  const found = spawnSync(command, ['--version'], { stdio: 'ignore' }).status === 0
  if (!found) bench.log(`no row for ${command}: it is not installed (Debian: python3-${command}client)`)
  return found
}

/** Their way to be told of a cloud that shows no password in the list of processes. */
export function environment({ cloud }: Bench): NodeJS.ProcessEnv {
  const { id, name, password, project } = cloud.users.demo
  const region = cloud.regionName
  return {
    ...process.env,
    OS_AUTH_URL: cloud.identityUrl,
    OS_USERNAME: name ?? id,
    OS_USER_DOMAIN_ID: 'default',
    OS_PASSWORD: password,
    OS_PROJECT_ID: project.id,
    OS_IDENTITY_API_VERSION: '3',
    OS_IMAGE_API_VERSION: '2',
    ...(region !== undefined && { OS_REGION_NAME: region }),
  }
}

async function withImage(bench: Bench, use: (imageId: string) => Promise<void>): Promise<void> {
  const engine = createHttpEngine()
  try {
    const images = createImages({
      access: passwordAccess(bench.cloud),
      send: engine.send,
      files: createFileRegistry(),
    })
    const { imageId } = await withHost(bench, (move) => move({ kind: 'upload', path: bench.path }))
    await use(imageId)
    await images.delete({ cloudId, imageId }, never)
  } finally {
    await engine.close()
  }
}
