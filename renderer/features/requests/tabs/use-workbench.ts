import { useEffect } from 'react'
import { useStore } from 'zustand'

import { useApi } from '../../../lib/api-context.tsx'
import { createWorkbench, type Workbench } from './create-workbench.ts'
import { TabTooLargeError, WorkspaceKeeper } from './keep-workspace.ts'

/** The open requests of this page. */
export const workbench = createWorkbench()

const keeper = new WorkspaceKeeper(workbench, window.localStorage)
const soonMs = 400
const againMs = 5000

export function useWorkbench<Value>(select: (state: Workbench) => Value): Value {
  return useStore(workbench, select)
}

/**
 * Keeps the open requests with the host: a moment after they change, when the window is left, and before the page
 * goes. What other windows did comes in when the window is entered.
 */
export function useKeepWorkspace(): void {
  const { client } = useApi()
  useEffect(() => {
    const host = client.requests.workspace
    let timer: ReturnType<typeof setTimeout> | undefined
    const saveIn = (ms: number) => {
      timer ??= setTimeout(() => void save(), ms)
    }
    const save = async () => {
      clearTimeout(timer)
      timer = undefined
      await keeper.save(host)
      const { keepError } = workbench.getState()
      if (keepError !== null && !(keepError instanceof TabTooLargeError)) saveIn(againMs)
    }
    const saveNow = () => {
      if (timer !== undefined) void save()
    }
    const load = () => void keeper.load(host)
    const stop = workbench.subscribe((now, before) => {
      const isKept =
        now.tabs === before.tabs &&
        now.activeId === before.activeId &&
        now.environmentId === before.environmentId
      if (!isKept) saveIn(soonMs)
    })
    load()
    window.addEventListener('focus', load)
    window.addEventListener('blur', saveNow)
    window.addEventListener('pagehide', saveNow)
    return () => {
      stop()
      window.removeEventListener('focus', load)
      window.removeEventListener('blur', saveNow)
      window.removeEventListener('pagehide', saveNow)
      saveNow()
    }
  }, [client])
}

/** Asks the host again for what was open. */
export function useReloadWorkspace(): () => void {
  const { client } = useApi()
  return () => void keeper.load(client.requests.workspace)
}
