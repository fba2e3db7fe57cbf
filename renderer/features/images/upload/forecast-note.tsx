import { Alert, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'

import { formatBytes } from '../../../../shared/format-bytes.ts'
import { useApi } from '../../../lib/api-context.tsx'
import { formatClock } from '../../../lib/format-time.ts'
import { useTransfers } from '../../../lib/live.ts'
import { useCapabilities } from '../use-capabilities.ts'
import { forecastUpload } from './forecast-upload.ts'

interface ForecastNoteProps {
  cloudId: string
  /** Of each file; 0 where only the end tells, because what is packed in it goes up. */
  sizes: readonly number[]
}

/** How long it will take as things went before, and whether the project's quota has room. */
export function ForecastNote({ cloudId, sizes }: ForecastNoteProps) {
  const { t } = useTranslation()
  const { query } = useApi()
  const capabilities = useCapabilities(cloudId)
  const usage = useQuery(
    query.images.usage.queryOptions({
      input: { cloudId },
      enabled: capabilities?.usage.isHere === true,
    }),
  )
  const transfers = (useTransfers() ?? []).filter((transfer) => transfer.cloudId === cloudId)
  const forecast = forecastUpload(sizes, usage.data ?? [], transfers)
  const { sizeBytes, bytesPerSecond, tookMs, leftBytes, leftImages } = forecast
  const size = formatBytes(sizeBytes)

  return (
    <>
      {bytesPerSecond !== null && tookMs !== null && sizeBytes > 0 && (
        <Text c="dimmed">
          {t('images.upload.forecast', {
            size,
            time: formatClock(tookMs),
            rate: `${formatBytes(bytesPerSecond)}/s`,
          })}
        </Text>
      )}
      {leftBytes !== null && (
        <Alert color="orange" variant="light" p="xs">
          {t('images.upload.overSize', { size, left: formatBytes(leftBytes) })}
        </Alert>
      )}
      {leftImages !== null && (
        <Alert color="orange" variant="light" p="xs">
          {t('images.upload.overCount', { count: sizes.length, left: leftImages })}
        </Alert>
      )}
    </>
  )
}
