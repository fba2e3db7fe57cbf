import { notifications } from '@mantine/notifications'
import { useMutation } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'

import type { ExchangeRecord } from '../../../shared/model/exchange.ts'
import { useApi } from '../../lib/api-context.tsx'
import { explainError } from '../../lib/explain-error.ts'
import { useExchangeAsRequest } from '../../lib/use-exchange-as-request.ts'

/** An exchange that was made, as a request to send again or as a cURL command. Neither holds its secrets. */
export function useExchangeActions({ id: exchangeId, cloudId }: ExchangeRecord) {
  const { t } = useTranslation()
  const { client } = useApi()
  const asRequest = useExchangeAsRequest(exchangeId)
  const onError = (error: unknown) =>
    notifications.show({
      color: 'red',
      message: error instanceof DOMException ? t('requests.clipboardRefused') : explainError(t, error),
    })

  const copy = useMutation({
    mutationFn: async () => {
      const draft = await client.history.asDraft({ exchangeId })
      const { command } = await client.requests.toCurl({ draft, cloudId, withSecrets: false })
      await navigator.clipboard.writeText(command)
    },
    onSuccess: () => notifications.show({ message: t('requests.curlCopied') }),
    onError,
  })
  const again = useMutation({
    mutationFn: async () => {
      const draft = await client.history.asDraft({ exchangeId })
      // Its record comes as every other does; only a failure before the wire has none.
      for await (const event of await client.requests.send({ draft, cloudId })) {
        if (event.type === 'end') return
      }
    },
    onError,
  })
  return {
    ...asRequest,
    copyAsCurl: () => copy.mutate(),
    sendAgain: () => again.mutate(),
    isSending: again.isPending,
  }
}
