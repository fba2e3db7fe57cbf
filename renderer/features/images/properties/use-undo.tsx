import { Button, Group } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useTranslation } from 'react-i18next'

import type { Image } from '../../../../shared/model/image.ts'
import type { ImageChange } from '../../../../shared/model/image-change.ts'
import { useApi } from '../../../lib/api-context.tsx'
import { useImagesRefresh } from '../use-images-refresh.ts'
import { explainError } from '../../../lib/explain-error.ts'

/** Offers to take a change back for a while. It is not taken back over somebody else's later change. */
export function useUndo(cloudId: string) {
  const { t } = useTranslation()
  const { client } = useApi()
  const refresh = useImagesRefresh()

  async function undo(inverse: ImageChange[], sent: Image): Promise<void> {
    try {
      await client.images.update({ cloudId, imageId: sent.id, changes: inverse, basedOn: sent.updatedAt })
      notifications.show({ message: t('images.properties.undone') })
    } catch (error) {
      notifications.show({ color: 'red', message: explainError(t, error) })
    }
    await refresh()
  }

  return (inverse: ImageChange[], sent: Image): void => {
    const id = crypto.randomUUID()
    const onUndo = () => {
      notifications.hide(id)
      void undo(inverse, sent)
    }
    notifications.show({
      id,
      autoClose: 15_000,
      message: <Sent canUndo={inverse.length > 0} onUndo={onUndo} />,
    })
  }
}

function Sent({ canUndo, onUndo }: { canUndo: boolean; onUndo: () => void }) {
  const { t } = useTranslation()
  return (
    <Group justify="space-between" wrap="nowrap" gap="sm">
      {t('images.properties.sent')}
      {canUndo && (
        <Button size="compact-xs" onClick={onUndo} style={{ flex: 'none' }}>
          {t('images.properties.undo')}
        </Button>
      )}
    </Group>
  )
}
