/** Keys as they are written, and as `isPressed` reads them. Ctrl stands for the Command key of a Mac, too. */
export type Keys = string

/**
 * What keys do in the request workbench: the handlers read it, and so does the list of keys. A browser keeps Ctrl+T,
 * Ctrl+W and Ctrl+Tab of a tab to itself; the ones beside them do the same.
 */
export const requestKeys = {
  send: ['Ctrl+Enter'],
  save: ['Ctrl+S'],
  cancel: ['Escape'],
  rename: ['F2'],
  open: ['Ctrl+Alt+N', 'Ctrl+T', 'Alt+T'],
  close: ['Ctrl+Alt+W', 'Ctrl+W', 'Alt+W'],
  reopen: ['Ctrl+Alt+Z', 'Ctrl+Shift+T'],
  next: ['Ctrl+Alt+PageDown', 'Ctrl+PageDown', 'Ctrl+Tab', 'Alt+PageDown'],
  previous: ['Ctrl+Alt+PageUp', 'Ctrl+PageUp', 'Ctrl+Shift+Tab', 'Alt+PageUp'],
} as const satisfies Record<string, readonly Keys[]>

export type RequestKey = keyof typeof requestKeys

type Pressed = Pick<KeyboardEvent, 'key' | 'code' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey'>

/** Whether these are the keys. A letter is found by its place, which Alt and another layout do not change. */
export function isPressed(event: Pressed, keys: Keys): boolean {
  const parts = keys.split('+')
  const last = parts.at(-1)
  const isKey = last === event.key || `Key${last}` === event.code
  return (
    isKey &&
    parts.includes('Ctrl') === (event.ctrlKey || event.metaKey) &&
    parts.includes('Alt') === event.altKey &&
    parts.includes('Shift') === event.shiftKey
  )
}
