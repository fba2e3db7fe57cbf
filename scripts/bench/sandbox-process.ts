import { startSandbox } from '../../electron/core/sandbox/start-sandbox.ts'

/** Runs the sandbox in this process, says how to reach it, and ends when nobody listens any more. */
export async function runSandbox(dir: string): Promise<void> {
  const sandbox = await startSandbox({ dir, inspectsFormats: false }, new AbortController().signal)
  const { identityUrl, imageUrl, users } = sandbox
  process.once('disconnect', () => void sandbox.close())
  process.send?.({ identityUrl, imageUrl, users })
}
