import { notifications } from '@mantine/notifications'
import { useMutation } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'

import { useApi } from './api-context.tsx'
import { explainError } from './explain-error.ts'
import { useNavigation } from './navigation.ts'
import { useWorkbenchInbox } from './workbench-inbox.ts'

/** Opens an exchange that was made in the workbench, without its secrets; there it can be saved at once. */
export function useExchangeAsRequest(exchangeId: string) {
  const { t } = useTranslation()
  const { client } = useApi()
  const go = useNavigation((navigation) => navigation.go)
  const put = useWorkbenchInbox((inbox) => inbox.put)
  const open = useMutation({
    mutationFn: async ({ isToSave }: { isToSave: boolean }) =>
      put(await client.history.asDraft({ exchangeId }), isToSave),
    onSuccess: () => go('requests'),
    onError: (error) => notifications.show({ color: 'red', message: explainError(t, error) }),
  })
  return {
    openAsRequest: () => open.mutate({ isToSave: false }),
    saveAsRequest: () => open.mutate({ isToSave: true }),
  }
}
