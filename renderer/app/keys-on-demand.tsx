import { lazy, Suspense, useEffect } from 'react'
import { useStore } from 'zustand'
import { createStore } from 'zustand/vanilla'

const KeysDialog = lazy(async () => ({ default: (await import('./keys-dialog.tsx')).KeysDialog }))

const dialog = createStore(() => ({ isOpen: false }))

export function openKeys(): void {
  dialog.setState({ isOpen: true })
}

/** The list of keys, for whoever presses `?` where it is not typed. */
export function KeysOnDemand() {
  const isOpen = useStore(dialog, (state) => state.isOpen)
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      const { key, ctrlKey, metaKey, altKey, target } = event
      if (key !== '?' || ctrlKey || metaKey || altKey || isTyping(target)) return
      event.preventDefault()
      openKeys()
    }
    window.addEventListener('keydown', onKeyDown)
    return () => window.removeEventListener('keydown', onKeyDown)
  }, [])
  if (!isOpen) return null
  return (
    <Suspense>
      <KeysDialog onClose={() => dialog.setState({ isOpen: false })} />
    </Suspense>
  )
}

function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof Element)) return false
  return target.closest('input, textarea, select, [contenteditable="true"], [role="dialog"]') !== null
}
