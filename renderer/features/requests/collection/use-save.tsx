import { notifications } from '@mantine/notifications'
import { lazy, type ReactNode, Suspense, useCallback, useState } from 'react'
import { useTranslation } from 'react-i18next'

import { useApi } from '../../../lib/api-context.tsx'
import { explainError } from '../../../lib/explain-error.ts'
import { activeTab } from '../tabs/create-workbench.ts'
import type { RequestTab } from '../../../../shared/model/request-workspace.ts'
import { workbench } from '../tabs/use-workbench.ts'
import { canSaveTo } from './folder-choices.ts'
import { useCollections } from './use-collections.ts'

const SaveAs = lazy(async () => ({ default: (await import('./save-as.tsx')).SaveAs }))

/** Writes the active request to its file, or asks for a place where it has none of the operator's. */
export function useSave(): { readonly save: () => void; readonly dialog: ReactNode } {
  const { t } = useTranslation()
  const { client } = useApi()
  const { data: collections } = useCollections()
  const [asking, setAsking] = useState<RequestTab | null>(null)

  const save = useCallback(() => {
    const tab = activeTab(workbench.getState())
    if (!tab) return
    const { id: tabId, sourceId: id, draft } = tab
    if (id === null || !canSaveTo(collections ?? [], id)) {
      setAsking(tab)
      return
    }
    client.collections.save({ id, draft }).then(
      () => workbench.getState().saved(tabId, id, draft),
      (error: unknown) =>
        notifications.show({ id: 'save', color: 'red', message: explainError(t, error), autoClose: false }),
    )
  }, [t, client, collections])
  const dialog = asking && (
    <Suspense>
      <SaveAs tab={asking} onClose={() => setAsking(null)} />
    </Suspense>
  )
  return { save, dialog }
}
