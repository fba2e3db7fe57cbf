import type { Core } from '../core/core.ts'
import { chooseCloud } from './choose-cloud.ts'
import type { CommandContext } from './command-context.ts'

export interface CloudOption {
  /** Name in clouds.yaml; else OS_CLOUD decides. */
  readonly cloud?: string
}

/** A core that is signed in to one cloud. */
export interface SignedIn {
  readonly core: Core
  readonly cloudId: string
  readonly cloudName: string
  readonly isProtected: boolean
}

interface WithCloudOptions extends CloudOption {
  readonly downloadsDir?: string
  /** The cloud goes on working with the token after the command has ended. */
  readonly leavesToken?: boolean
}

/** Signs in, does the work, revokes the token, and closes what was opened. */
export async function withCloud(
  context: CommandContext,
  { cloud, downloadsDir, leavesToken = false }: WithCloudOptions,
  work: (signedIn: SignedIn) => Promise<void>,
): Promise<void> {
  const core = await context.openCore(downloadsDir === undefined ? {} : { downloadsDir })
  try {
    const { id, settings } = await chooseCloud(context, core, cloud)
    await work({ core, cloudId: id, cloudName: settings.name, isProtected: settings.isProtected })
    // A token nobody will use again should not stay valid for hours; that it cannot be revoked is no failure.
    if (!leavesToken) await core.clouds.signOut(id, context.signal).catch(() => {})
  } finally {
    await core.close()
  }
}
