import { useEffect, useEffectEvent } from 'react'
import { isPressed, type RequestKey, requestKeys } from '../../lib/keys.ts'
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
 * The keys of the screen, wherever on it the focus is: they are caught before an editor takes Ctrl+Enter for a new line.
 * A pasted cURL line opens as a request.
 */
export function useScreenKeys(screen: ScreenKeys): void {
  const onKeyDown = useEffectEvent((event: KeyboardEvent) => {
    if (isInDialog(event.target) || event.isComposing) return
    const run = isInTree(event.target) && event.key === 'F2' ? null : commandOf(event, screen)
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
    screen.onCurl(text)
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

function commandOf(event: KeyboardEvent, { onSend, onSave }: ScreenKeys): (() => void) | null {
  const { activeId, openNew, reopen, step } = workbench.getState()
  const isSending = activeId !== null && answers.getState().byTab.get(activeId)?.state === 'sending'
  const onActive = (run: (tabId: string) => void) => (activeId === null ? null : () => run(activeId))
  switch (requestKeyOf(event)) {
    case 'send':
      return onSend
    case 'save':
      return onSave
    case 'rename':
      return renameActive
    case 'cancel':
      return isSending ? onActive(answers.getState().cancel) : null
    case 'open':
      return openNew
    case 'close':
      return onActive(closeTab)
    case 'reopen':
      return reopen
    case 'next':
      return () => step(1)
    case 'previous':
      return () => step(-1)
    case undefined:
      return null
  }
}

function requestKeyOf(event: KeyboardEvent): RequestKey | undefined {
  const names = Object.keys(requestKeys) as RequestKey[]
  return names.find((name) => requestKeys[name].some((keys) => isPressed(event, keys)))
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
