import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'

import { passwordAccess } from '../../electron/core/images/password-access.ts'
import { environment, isInstalled } from './against-clients.ts'
import { type Bench, cloudId, type Measured, median, never, seconds, timed } from './bench.ts'
import { withProject } from './own-project.ts'
import type { RowName } from './plan.ts'
import { runSpec } from './run-spec.ts'

const count = 10_000

/** What renderer/e2e/list.bench.spec.ts writes: one figure for each run. */
interface ListFigures {
  readonly curlMs: readonly number[]
  readonly wholeMs: readonly number[]
  readonly firstRowsMs: readonly number[]
  readonly scrollFps: readonly number[]
  readonly filterMs: readonly number[]
}

/** Ten thousand images in a project of their own: on the page, by curl page after page, and by `openstack`. */
export async function measureList(bench: Bench, wanted: readonly RowName[]): Promise<Measured> {
  const { database } = bench
  if (database === null) {
    bench.log('no rows for a long list: the images are put into the database of a cloud of scripts/openstack')
    return { values: {}, series: [] }
  }
  return await withProject(bench.cloud, async (cloud) => {
    const project = cloud.users.demo.project.id
    manyImages(database, 'add', project, String(count))
    try {
      return await measure({ ...bench, cloud }, wanted)
    } finally {
      manyImages(database, 'remove', project)
    }
  })
}

async function measure(bench: Bench, wanted: readonly RowName[]): Promise<Measured> {
  const { endpoint, token } = await passwordAccess(bench.cloud).imageService(cloudId, never)
  const given = { cloud: bench.cloud, imageUrl: endpoint, token, count, runs: bench.runs }
  const figures = await runSpec<ListFigures>(bench, 'list', given)
  const { curlMs, wholeMs, firstRowsMs, scrollFps, filterMs } = figures
  const openstackMs = wanted.includes('list-10000/openstack') ? timeOpenstack(bench) : []
  bench.log(`list: page ${wholeMs.map(seconds).join(', ')} s; curl ${curlMs.map(seconds).join(', ')} s`)
  return {
    values: {
      'list-10000/curl-paging': median(wholeMs) / median(curlMs),
      ...(openstackMs.length > 0 && { 'list-10000/openstack': median(wholeMs) / median(openstackMs) }),
      'list-first-rows': median(firstRowsMs),
      'scroll-fps': median(scrollFps),
      'filter-10000': median(filterMs),
    },
    series: [
      { what: `${count} images, from the click to the last one on the page`, eachMs: wholeMs },
      { what: `${count} images by curl, following \`next\``, eachMs: curlMs },
      { what: `${count} images by \`openstack image list\``, eachMs: openstackMs },
      { what: 'first rows on the page', eachMs: firstRowsMs },
    ],
  }
}

/** Once: it takes as long as all other runs together. */
function timeOpenstack(bench: Bench): number[] {
  if (!isInstalled(bench, 'openstack')) return []
  return [timed('openstack', ['image', 'list', '-f', 'value'], { env: environment(bench) })]
}

function manyImages(database: string, ...args: string[]): void {
  const script = fileURLToPath(new URL('../openstack/many-images.py', import.meta.url))
  const { status } = spawnSync('python3', [script, database, ...args], {
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  if (status !== 0) throw new Error(`${script} failed (${status})`)
}
