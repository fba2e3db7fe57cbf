import { Loader } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'

import { Dialog } from '../../ui/dialog.tsx'
import { ErrorNote } from '../../ui/error-note.tsx'

/** The licences of Arclight and of everything that ships with it. The build writes them beside the page. */
export function LicencesDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation()
  const licences = useQuery({ queryKey: ['licences'], queryFn: readLicences, staleTime: Infinity })

  return (
    <Dialog title={t('settings.licences')} size="xl" hasFields={false} onClose={onClose}>
      {licences.isPending && <Loader size="sm" />}
      {licences.isError && <ErrorNote error={licences.error} onRetry={() => void licences.refetch()} />}
      {licences.data && (
        <pre className="mono" style={{ margin: 0, whiteSpace: 'pre-wrap' }}>
          {licences.data}
        </pre>
      )}
    </Dialog>
  )
}

async function readLicences({ signal }: { signal: AbortSignal }): Promise<string> {
  const answer = await fetch('/licences.txt', { signal })
  if (!answer.ok) throw new Error(`licences.txt: ${answer.status}`)
  return await answer.text()
}
