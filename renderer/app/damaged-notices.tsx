import { notifications } from '@mantine/notifications'
import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'

import { useDamagedFiles } from '../lib/live.ts'

/** Tells of each file of the app's own that was damaged, until the operator closes the notice. */
export function DamagedNotices() {
  const { t } = useTranslation()
  const damaged = useDamagedFiles()

  useEffect(() => {
    for (const { name, keptAt, lostEntries } of damaged) {
      const message =
        lostEntries === null
          ? t('damaged.whole', { path: keptAt })
          : t('damaged.entries', { count: lostEntries, path: keptAt })
      notifications.show({
        id: keptAt,
        color: 'orange',
        title: t('damaged.title', { name }),
        message,
        autoClose: false,
        styles: { description: { color: 'var(--mantine-color-text)', overflowWrap: 'anywhere' } },
      })
    }
  }, [damaged, t])

  return null
}
