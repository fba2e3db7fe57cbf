import type { Transfer } from '../../shared/model/transfer.ts'
import type { ElectronParts } from './electron-parts.ts'
import type { OneWindow } from './one-window.ts'

const nothing = -1
/** More than the whole is "under way, nobody knows how far". */
const unknown = 2

/**
 * Shows outside of the window how far the transfers are: on the taskbar or dock, with their number as a badge. While
 * bytes move, the machine does not go to sleep by itself.
 */
export function createProgressDisplay(
  { app, powerSaveBlocker }: Pick<ElectronParts, 'app' | 'powerSaveBlocker'>,
  window: Pick<OneWindow, 'current'>,
): { show(running: ReadonlyMap<string, Transfer>): void } {
  let shownCount = 0
  let shownBar = nothing
  let blocker: number | null = null

  const stayAwake = (isNeeded: boolean) => {
    if (isNeeded) blocker ??= powerSaveBlocker.start('prevent-app-suspension')
    else if (blocker !== null) {
      powerSaveBlocker.stop(blocker)
      blocker = null
    }
  }

  return {
    show(running) {
      const transfers = [...running.values()]
      const active = transfers.filter(({ state }) => state === 'moving' || state === 'verifying')
      stayAwake(active.length > 0)
      const bar = active.length === 0 ? nothing : shareOf(active)
      // Ten times a second is more than anybody draws.
      if (bar !== shownBar) window.current()?.setProgressBar(bar)
      shownBar = bar
      if (transfers.length !== shownCount) app.setBadgeCount(transfers.length)
      shownCount = transfers.length
    },
  }
}

/** In hundredths of all their bytes. */
function shareOf(active: readonly Transfer[]): number {
  const whole = active.reduce((sum, { sizeBytes }) => sum + (sizeBytes ?? Number.NaN), 0)
  const moved = active.reduce((sum, { movedBytes }) => sum + movedBytes, 0)
  return Number.isNaN(whole) || whole === 0 ? unknown : Math.floor(Math.min(1, moved / whole) * 100) / 100
}
