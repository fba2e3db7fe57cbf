import { useEffect } from 'react'
import { useStore } from 'zustand'

import { createWorkbench, type Workbench } from './create-workbench.ts'

/** The open requests of this page. */
export const workbench = createWorkbench(window.localStorage)

export function useWorkbench<Value>(select: (state: Workbench) => Value): Value {
  return useStore(workbench, select)
}

/** Writes drafts to the browser's storage a moment after they change, and before the page goes. */
export function useKeepDrafts(): void {
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined
    const keepNow = () => {
      if (timer === undefined) return
      clearTimeout(timer)
      timer = undefined
      workbench.getState().keep()
    }
    const stop = workbench.subscribe((now, before) => {
      if (now.tabs === before.tabs && now.activeId === before.activeId) return
      timer ??= setTimeout(keepNow, 400)
    })
    window.addEventListener('pagehide', keepNow)
    return () => {
      stop()
      window.removeEventListener('pagehide', keepNow)
      keepNow()
    }
  }, [])
}
