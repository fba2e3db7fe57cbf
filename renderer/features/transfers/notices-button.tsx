import { Button } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { IconBell, IconBellRinging } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'

import { useNoticesWanted } from '../../lib/notices-wanted.ts'

/** Asks the browser for leave to notify only when it is pressed. */
export function NoticesButton() {
  const { t } = useTranslation()
  const [isWanted, change] = useNoticesWanted()
  const Icon = isWanted ? IconBellRinging : IconBell

  async function toggle() {
    if (isWanted) return change(false)
    const permission = await Notification.requestPermission()
    if (permission === 'granted') change(true)
    else notifications.show({ color: 'orange', message: t('transfers.notices.refused') })
  }

  return (
    <Button
      variant="subtle"
      aria-pressed={isWanted}
      leftSection={<Icon size={14} aria-hidden />}
      onClick={() => void toggle()}
    >
      {t('transfers.notices.tell')}
    </Button>
  )
}
