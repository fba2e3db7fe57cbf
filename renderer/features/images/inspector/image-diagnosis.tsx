import { Alert, Button, Group } from '@mantine/core'
import { IconStethoscope } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'

import { diagnoseImage } from '../../../../shared/model/diagnose-image.ts'
import type { Image } from '../../../../shared/model/image.ts'
import type { ImageAction } from '../../../../shared/model/image-action.ts'
import { useApi } from '../../../lib/api-context.tsx'
import { formatDuration } from '../../../lib/format-time.ts'
import type { ImageBrowserState } from '../use-image-browser.ts'
import { useNow } from '../use-now.ts'

interface ImageDiagnosisProps {
  browser: ImageBrowserState
  image: Image
}

/** Why an image does not get on, and the only ways out that its state leaves; nothing while all is well. */
export function ImageDiagnosisNote({ browser, image }: ImageDiagnosisProps) {
  const { t } = useTranslation()
  const { query } = useApi()
  const now = useNow()
  const mayBeIll = image.status !== 'active' || 'os_glance_failed_import' in image.properties
  const tasks = useQuery(
    query.images.tasks.queryOptions({
      input: { cloudId: browser.cloud.id, imageId: image.id },
      enabled: mayBeIll,
      retry: false,
    }),
  )
  const found = browser.uploads.has(image.id) ? null : diagnoseImage(image, tasks.data ?? [], now)

  if (!found) return null
  const { code, quietMs, task, failedStores, waysOut } = found
  return (
    <Alert color="orange" p="xs" mb="md" icon={<IconStethoscope size={16} aria-hidden />}>
      {t(`images.diagnosis.${code}`, {
        stores: failedStores.join(', '),
        quiet: formatDuration(quietMs),
      })}
      {task?.message && <div>{t('images.import.words', { words: task.message })}</div>}
      {task?.requestId && <div className="mono">{task.requestId}</div>}
      <Group gap="xs" mt="xs">
        {waysOut.map((action) => (
          <WayOut key={action} browser={browser} image={image} action={action} />
        ))}
      </Group>
    </Alert>
  )
}

function WayOut({ browser, image, action }: ImageDiagnosisProps & { action: ImageAction }) {
  const { t } = useTranslation()
  const { actions, openDialog } = browser
  if (action === 'upload' || action === 'delete') {
    return <Button onClick={() => actions.run(action, image)}>{t(`images.action.${action}`)}</Button>
  }
  // The dialog knows both; what is copied to stores is done under Stores.
  if (action !== 'import-from-web' && action !== 'import-staged') return null
  return <Button onClick={() => openDialog({ kind: 'import', image })}>{t('images.action.import')}</Button>
}
