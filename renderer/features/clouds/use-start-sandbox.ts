import { notifications } from '@mantine/notifications'
import { useMutation } from '@tanstack/react-query'
import { useCallback } from 'react'
import { useTranslation } from 'react-i18next'

import { useApi } from '../../lib/api-context.tsx'
import { explainError } from '../../lib/explain-error.ts'
import { useSettings } from '../../lib/settings.ts'

/** Starts the built-in cloud, signs in to it and makes it the one in use. */
export function useStartSandbox() {
  const { t } = useTranslation()
  const { query } = useApi()
  const { changeSettings } = useSettings()
  const { mutate, isPending } = useMutation(
    query.clouds.startSandbox.mutationOptions({
      onSuccess: (cloud) => changeSettings({ activeCloudId: cloud.id }),
      onError: (error) => notifications.show({ color: 'red', message: explainError(t, error) }),
    }),
  )
  const start = useCallback(() => mutate(undefined), [mutate])
  return { start, isStarting: isPending }
}
