import { open } from 'node:fs/promises'

/** Makes a new name in this folder survive a power cut. Windows has no such call, and needs none. */
export async function syncDirectory(dir: string): Promise<void> {
  if (process.platform === 'win32') return
  const handle = await open(dir, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}
