import { lazy, Suspense } from 'react'

import { useStore } from 'zustand'
import { createStore } from 'zustand/vanilla'

const CookiesDialog = lazy(async () => ({ default: (await import('./cookies-dialog.tsx')).CookiesDialog }))

const dialog = createStore(() => ({ isOpen: false }))

export function openCookies(): void {
  dialog.setState({ isOpen: true })
}

/** The cookies of the environment that is chosen, when somebody asks for them. */
export function CookiesOnDemand() {
  const isOpen = useStore(dialog, (state) => state.isOpen)
  if (!isOpen) return null
  return (
    <Suspense>
      <CookiesDialog onClose={() => dialog.setState({ isOpen: false })} />
    </Suspense>
  )
}
