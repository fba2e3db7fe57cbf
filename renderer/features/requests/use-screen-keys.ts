import { useEffect, useEffectEvent } from 'react'
import { answers } from './answer/use-answers.ts'
import { isCurlLine } from './curl/curl-line.ts'
import { useTree } from './tree/use-tree.ts'
import { activeTab } from './tabs/create-workbench.ts'
import { closeTab } from './tabs/close-tab.ts'
import { workbench } from './tabs/use-workbench.ts'

interface ScreenKeys {
  readonly onSend: () => void
  readonly onSave: () => void
  readonly onCurl: (line: string) => void
}

/**
 * The keys of the screen, wherever on it the focus is: Ctrl+Enter sends (an editor would take it for a new line, so it
 * is caught before), Ctrl+S saves, Esc cancels, Ctrl+Alt+N and W open and close, and a pasted cURL line opens as a request.
 */
export function useScreenKeys({ onSend, onSave, onCurl }: ScreenKeys): void {
  const onKeyDown = useEffectEvent((event: KeyboardEvent) => {
    if (isInDialog(event.target) || event.isComposing) return
    const run = isInTree(event.target) && event.key === 'F2' ? null : commandOf(event, onSend, onSave)
    if (!run) return
    event.preventDefault()
    event.stopPropagation()
    run()
  })
  const onPaste = useEffectEvent((event: ClipboardEvent) => {
    const text = event.clipboardData?.getData('text/plain') ?? ''
    if (isInDialog(event.target) || isInEditor(event.target) || !isCurlLine(text)) return
    event.preventDefault()
    event.stopPropagation()
    onCurl(text)
  })

  useEffect(() => {
    const keys = (event: KeyboardEvent) => onKeyDown(event)
    const paste = (event: ClipboardEvent) => onPaste(event)
    window.addEventListener('keydown', keys, { capture: true })
    window.addEventListener('paste', paste, { capture: true })
    return () => {
      window.removeEventListener('keydown', keys, { capture: true })
      window.removeEventListener('paste', paste, { capture: true })
    }
  }, [])
}

function commandOf(event: KeyboardEvent, onSend: () => void, onSave: () => void): (() => void) | null {
  const { activeId, openNew, reopen, step } = workbench.getState()
  const isCtrl = event.ctrlKey || event.metaKey
  if (event.key === 'Enter' && isCtrl && !event.altKey) return onSend
  if (event.key === 'F2') return () => renameActive()
  if (event.code === 'KeyS' && isCtrl && !event.altKey && !event.shiftKey) return onSave
  if (
    event.key === 'Escape' &&
    activeId !== null &&
    answers.getState().byTab.get(activeId)?.state === 'sending'
  )
    return () => answers.getState().cancel(activeId)
  if (!isCtrl || !event.altKey) return null
  switch (event.code) {
    case 'KeyN':
      return openNew
    case 'KeyW':
      return () => {
        if (activeId !== null) closeTab(activeId)
      }
    case 'KeyZ':
      return reopen
    case 'PageDown':
      return () => step(1)
    case 'PageUp':
      return () => step(-1)
    default:
      return null
  }
}

/** The tree itself knows F2 for the row that it is at. */
function renameActive(): void {
  const sourceId = activeTab(workbench.getState())?.sourceId
  if (!sourceId) return
  useTree.getState().reveal(sourceId)
  useTree.setState({ renamingId: sourceId })
}

function isInDialog(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest('[role="dialog"]') !== null
}

function isInTree(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest('[role="tree"]') !== null
}

function isInEditor(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest('.cm-editor, textarea') !== null
}
