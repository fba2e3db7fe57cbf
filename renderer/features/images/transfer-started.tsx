import { Button, Group } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useTranslation } from 'react-i18next'

import { useNavigation } from '../../lib/navigation.ts'

/** Says that bytes are on their way, and where to watch them. */
export function showTransferStarted(message: string): void {
  const id = crypto.randomUUID()
  notifications.show({
    id,
    message: <TransferStarted message={message} onShow={() => notifications.hide(id)} />,
  })
}

function TransferStarted({ message, onShow }: { message: string; onShow: () => void }) {
  const { t } = useTranslation()
  const go = useNavigation((navigation) => navigation.go)

  function show() {
    onShow()
    go('transfers')
  }

  return (
    <Group justify="space-between" wrap="nowrap" gap="sm">
      <span style={{ overflowWrap: 'anywhere' }}>{message}</span>
      <Button size="compact-xs" onClick={show} style={{ flex: 'none' }}>
        {t('images.showTransfers')}
      </Button>
    </Group>
  )
}
