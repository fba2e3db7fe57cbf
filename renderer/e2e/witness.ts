import { execFile } from 'node:child_process'
import { promisify } from 'node:util'

import type { RealCloud } from './real-cloud.ts'

const run = promisify(execFile)
type Witness = 'demo' | 'other' | 'admin'

/** What OpenStack's own command line reads of an image, as one of the users of the real cloud. */
export async function openstackShows(
  cloud: RealCloud,
  imageId: string,
  user: Witness = 'demo',
): Promise<Record<string, unknown>> {
  return (await openstack(cloud, ['image', 'show', imageId], user)) as Record<string, unknown>
}

/** Any command of it that answers JSON. */
export async function openstack(
  cloud: RealCloud,
  args: readonly string[],
  user: Witness = 'demo',
): Promise<unknown> {
  const options = { env: environment(cloud, user), maxBuffer: 2 ** 24 }
  const { stdout } = await run('openstack', [...args, '-f', 'json'], options)
  return JSON.parse(stdout)
}

/** The rows of a table that Glance's own, older command line prints: by the name in the first column, the second. */
export async function glance(
  cloud: RealCloud,
  args: readonly string[],
  user: Witness = 'demo',
): Promise<Record<string, string>> {
  const { stdout } = await run('glance', [...args], { env: environment(cloud, user) })
  const rows = stdout.split('\n').map((line) => line.split('|').map((cell) => cell.trim()))
  return Object.fromEntries(rows.flatMap(([, name, value]) => (name && value ? [[name, value]] : [])))
}

/** By its environment: whoever lists the processes of this machine sees their arguments. */
function environment({ identityUrl, regionName, users }: RealCloud, user: Witness): NodeJS.ProcessEnv {
  const { name, password, project } = users[user]
  return {
    ...process.env,
    OS_AUTH_URL: identityUrl,
    OS_USERNAME: name,
    OS_USER_DOMAIN_ID: 'default',
    OS_PASSWORD: password,
    OS_PROJECT_ID: project.id,
    OS_IDENTITY_API_VERSION: '3',
    OS_REGION_NAME: regionName,
  }
}
