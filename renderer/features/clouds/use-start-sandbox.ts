import { notifications } from '@mantine/notifications'
import { useCallback } from 'react'
import { useTranslation } from 'react-i18next'

import { explainError } from '../../lib/explain-error.ts'
import { useSandboxStart } from '../../lib/use-sandbox-start.ts'

/** Starts the sandbox from a menu or a button, which have no room for a failure: it is told beside the page. */
export function useStartSandbox() {
  const { t } = useTranslation()
  const { mutate, isPending } = useSandboxStart((error) =>
    notifications.show({ color: 'red', message: explainError(t, error) }),
  )
  const start = useCallback(() => mutate(undefined), [mutate])
  return { start, isStarting: isPending }
}
