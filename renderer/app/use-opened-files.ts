import { notifications } from '@mantine/notifications'
import { useEffect, useEffectEvent } from 'react'
import { useTranslation } from 'react-i18next'

import type { OpenedFile } from '../../shared/model/opened-file.ts'
import { useHost } from '../lib/api-context.tsx'
import { explainError, explainProblem } from '../lib/explain-error.ts'
import { useNavigation } from '../lib/navigation.ts'
import { useOpenedInbox } from '../lib/opened-inbox.ts'

/** Brings what was opened with Arclight from outside to the screen that knows what to do with it. */
export function useOpenedFiles(): void {
  const { t } = useTranslation()
  const { opened } = useHost()
  const go = useNavigation((navigation) => navigation.go)
  const put = useOpenedInbox((inbox) => inbox.put)

  const receive = useEffectEvent((file: OpenedFile) => {
    if (file.kind === 'failed') {
      notifications.show({ color: 'red', message: explainProblem(t, file.problem) })
      return
    }
    go(file.kind === 'clouds' ? 'clouds' : 'requests')
    if (file.kind === 'collection')
      notifications.show({ message: t('app.collectionOpened', { name: file.name }) })
    else put(file)
  })
  const takeAll = useEffectEvent(async () => {
    try {
      for (const file of (await opened?.take()) ?? []) receive(file)
    } catch (error) {
      notifications.show({ color: 'red', message: explainError(t, error) })
    }
  })

  useEffect(() => {
    if (!opened) return
    void takeAll()
    return opened.onMore(() => void takeAll())
  }, [opened])
}
