import type { Transfer } from '../../shared/model/transfer.ts'
import type { Core } from '../core/core.ts'
import type { ElectronParts } from './electron-parts.ts'
import type { Words } from './words.ts'

export interface QuittingParts {
  readonly electron: Pick<ElectronParts, 'app' | 'dialog'>
  readonly core: Core
  readonly words: () => Words
  readonly report: (bug: unknown) => void
}

/** The core may still be flushing when the app quits; past this many ms it is not waited for. */
const patienceMs = 2500

/**
 * Asks before running transfers are stopped, and closes the core before the process ends. Says whether quitting was
 * agreed to: until then a window must not close under the question.
 */
export function guardQuitting({ electron, core, words, report }: QuittingParts): { isAgreed(): boolean } {
  const { app, dialog } = electron
  const running = new Set<string>()
  const stop = new AbortController()
  let isAgreed = false
  let isClosed = false
  followRunning(core, running, stop.signal).catch(report)

  app.on('before-quit', (event) => {
    if (isAgreed || running.size === 0) {
      isAgreed = true
      return
    }
    event.preventDefault()
    void ask().catch(report)
  })

  app.on('will-quit', (event) => {
    if (isClosed) return
    event.preventDefault()
    void close()
  })

  async function ask(): Promise<void> {
    const { response } = await dialog.showMessageBox({
      type: 'warning',
      message: words().transfersRun(running.size),
      detail: words().transfersStop,
      buttons: [words().quit, words().stay],
      defaultId: 1,
      cancelId: 1,
    })
    if (response !== 0) return
    isAgreed = true
    app.quit()
  }

  async function close(): Promise<void> {
    isClosed = true
    stop.abort()
    const giveUp = setTimeout(() => app.exit(1), patienceMs)
    await core.close().catch(report)
    clearTimeout(giveUp)
    app.exit(0)
  }

  return { isAgreed: () => isAgreed }
}

async function followRunning(core: Core, running: Set<string>, signal: AbortSignal): Promise<void> {
  const note = (transfer: Transfer) => {
    if (transfer.endedAtMs === null) running.add(transfer.id)
    else running.delete(transfer.id)
  }
  try {
    for await (const event of core.transfers.watch(signal)) {
      if (event.type === 'all') for (const transfer of event.transfers) note(transfer)
      if (event.type === 'changed') note(event.transfer)
      if (event.type === 'removed') running.delete(event.transferId)
    }
  } catch (error) {
    if (!signal.aborted) throw error
  }
}
