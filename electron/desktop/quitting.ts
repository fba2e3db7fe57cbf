import type { Core } from '../core/core.ts'
import type { ElectronParts } from './electron-parts.ts'
import type { Words } from './words.ts'

export interface QuittingParts {
  readonly electron: Pick<ElectronParts, 'app' | 'dialog'>
  readonly core: Core
  readonly words: () => Words
  /** How many transfers have not ended. */
  readonly countRunning: () => number
  readonly report: (bug: unknown) => void
}

/** The core may still be flushing when the app quits; past this many ms it is not waited for. */
const patienceMs = 2500

/**
 * Asks before running transfers are stopped, and closes the core before the process ends. Says whether quitting was
 * agreed to: until then a window must not close under the question.
 */
export function guardQuitting({ electron, core, words, countRunning, report }: QuittingParts): {
  isAgreed(): boolean
} {
  const { app, dialog } = electron
  let isAgreed = false
  let isClosed = false

  app.on('before-quit', (event) => {
    if (isAgreed || countRunning() === 0) {
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
      message: words().transfersRun(countRunning()),
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
    const giveUp = setTimeout(() => app.exit(1), patienceMs)
    await core.close().catch(report)
    clearTimeout(giveUp)
    app.exit(0)
  }

  return { isAgreed: () => isAgreed }
}
