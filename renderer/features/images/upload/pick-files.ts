import type { DroppedFiles } from './dropped-files.ts'

/** The browser's file dialog, which both shells have; no file when it is closed. */
export function pickFiles({ isMultiple }: { isMultiple: boolean }): Promise<DroppedFiles> {
  return new Promise((resolve) => {
    const input = document.createElement('input')
    input.type = 'file'
    input.multiple = isMultiple
    input.addEventListener('change', () => resolve({ files: [...(input.files ?? [])], folderCount: 0 }))
    input.addEventListener('cancel', () => resolve({ files: [], folderCount: 0 }))
    input.click()
  })
}
