import { type DroppedFiles, pickedFiles } from './dropped-files.ts'

/** The browser's file dialog, which both shells have; no file when it is closed. */
export function pickFiles({ isMultiple }: { isMultiple: boolean }): Promise<DroppedFiles> {
  return new Promise((resolve) => {
    const input = document.createElement('input')
    input.type = 'file'
    input.multiple = isMultiple
    input.addEventListener('change', () => resolve(pickedFiles([...(input.files ?? [])])))
    input.addEventListener('cancel', () => resolve(pickedFiles([])))
    input.click()
  })
}
