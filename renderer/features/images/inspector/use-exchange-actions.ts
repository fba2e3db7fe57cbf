import { useClipboard } from '@mantine/hooks'
import { notifications } from '@mantine/notifications'
import { useTranslation } from 'react-i18next'

import { useApi } from '../../../lib/api-context.tsx'
import { explainError } from '../../../lib/explain-error.ts'
import { useExchangeAsRequest } from '../../../lib/use-exchange-as-request.ts'

/** What can be done with an exchange that was made: open it in the workbench, or take it along as cURL. */
export function useExchangeActions(cloudId: string, exchangeId: string) {
  const { t } = useTranslation()
  const { client } = useApi()
  const clipboard = useClipboard()
  const { openAsRequest } = useExchangeAsRequest(exchangeId)
  const explain = (error: unknown) => notifications.show({ color: 'red', message: explainError(t, error) })

  async function copyAsCurl() {
    const draft = await client.history.asDraft({ exchangeId })
    const { command } = await client.requests.toCurl({ draft, cloudId, withSecrets: false })
    clipboard.copy(command)
    notifications.show({ message: t('images.wire.curlCopied') })
  }

  return {
    openAsRequest,
    copyAsCurl: () => void copyAsCurl().catch(explain),
  }
}
