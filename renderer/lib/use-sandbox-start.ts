import { useMutation } from '@tanstack/react-query'

import { useApi } from './api-context.tsx'
import { useSettings } from './settings.ts'

/** Starts the built-in cloud, signs in to it and makes it the one in use. `onError` is called even if the screen has gone. */
export function useSandboxStart(onError: (error: unknown) => void = () => {}) {
  const { query } = useApi()
  const { changeSettings } = useSettings()
  return useMutation(
    query.clouds.startSandbox.mutationOptions({
      onSuccess: (cloud) => changeSettings({ activeCloudId: cloud.id }),
      onError,
    }),
  )
}
