import { Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'

import { useApi } from '../../../lib/api-context.tsx'

/** Where the value of a secret variable goes, and for how long. */
export function KeyStoreHint() {
  const { t } = useTranslation()
  const { query } = useApi()
  const { data: status } = useQuery(query.vault.status.queryOptions())
  return (
    <Text size="xs" c="dimmed">
      {t('requests.definitions.hint')} {status && t(`settings.keyStore.${status.kind}`)}
      {status?.state === 'locked' && ` ${t('settings.vault.locked')}`}
    </Text>
  )
}
