import { lazy, Suspense } from 'react'

import { activeTab } from '../tabs/create-workbench.ts'
import { useWorkbench } from '../tabs/use-workbench.ts'
import { useWrittenOut } from './use-written-out.ts'

const CodeDialog = lazy(async () => ({ default: (await import('./code-dialog.tsx')).CodeDialog }))
const ExportDialog = lazy(async () => ({ default: (await import('./export-dialog.tsx')).ExportDialog }))
const ImportDialog = lazy(async () => ({
  default: (await import('../import/import-dialog.tsx')).ImportDialog,
}))

/** The dialogs that write requests for other programs, and the one that reads theirs. */
export function WrittenOut() {
  const shown = useWrittenOut((state) => state.shown)
  const folderId = useWrittenOut((state) => state.folderId)
  const close = useWrittenOut((state) => state.close)
  const tab = useWorkbench(activeTab)
  return (
    <Suspense>
      {shown === 'code' && tab && <CodeDialog draft={tab.draft} onClose={close} />}
      {shown === 'export' && <ExportDialog tab={tab ?? null} folderId={folderId} onClose={close} />}
      {shown === 'import' && <ImportDialog folderId={folderId} onClose={close} />}
    </Suspense>
  )
}
