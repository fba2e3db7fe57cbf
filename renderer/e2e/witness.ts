import { execFile } from 'node:child_process'
import { promisify } from 'node:util'

import type { RealCloud } from './real-cloud.ts'

const run = promisify(execFile)

/** What OpenStack's own command line reads of an image, as one of the users of the real cloud. */
export async function openstackShows(
  cloud: RealCloud,
  imageId: string,
  user: 'demo' | 'other' = 'demo',
): Promise<Record<string, unknown>> {
  return (await openstack(cloud, ['image', 'show', imageId], user)) as Record<string, unknown>
}

/** Any command of it that answers JSON. */
export async function openstack(
  { identityUrl, users }: RealCloud,
  args: readonly string[],
  user: 'demo' | 'other' = 'demo',
): Promise<unknown> {
  const { name, password, project } = users[user]
  // By its environment: whoever lists the processes of this machine sees their arguments.
  const env = {
    ...process.env,
    OS_AUTH_URL: identityUrl,
    OS_USERNAME: name,
    OS_USER_DOMAIN_ID: 'default',
    OS_PASSWORD: password,
    OS_PROJECT_ID: project.id,
    OS_IDENTITY_API_VERSION: '3',
  }
  const { stdout } = await run('openstack', [...args, '-f', 'json'], { env, maxBuffer: 2 ** 24 })
  return JSON.parse(stdout)
}
