import { Button, NumberInput, Stack, Text, Title } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'

import { formatBytes } from '../../../shared/format-bytes.ts'
import {
  defaultHistoryLimits,
  type HistoryLimits,
  historyLimits,
} from '../../../shared/model/history-limits.ts'
import { useApi } from '../../lib/api-context.tsx'
import { useSettings } from '../../lib/settings.ts'
import { ErrorNote } from '../../ui/error-note.tsx'
import { FactList } from '../../ui/fact-list.tsx'

const gibibyte = 1024 ** 3

/** How much of what was sent is kept. Nothing is forgotten before the new limits are confirmed. */
export function HistorySection() {
  const { settings } = useSettings()
  return settings && <Limits key={JSON.stringify(settings.history)} kept={settings.history} />
}

function Limits({ kept }: { kept: HistoryLimits }) {
  const { t } = useTranslation()
  const { query, client } = useApi()
  const queries = useQueryClient()
  const usage = useQuery(query.history.usage.queryOptions())
  const [limits, setLimits] = useState(kept)
  const isValid = historyLimits.safeParse(limits).success
  const isChanged = JSON.stringify(limits) !== JSON.stringify(kept)
  const apply = useMutation({
    mutationFn: async () => {
      const changed = await client.app.changeSettings({ history: limits })
      await client.history.purge()
      return changed
    },
    onSuccess: async (changed) => {
      queries.setQueryData(query.app.settings.queryKey(), changed)
      await queries.invalidateQueries({ queryKey: query.history.usage.key() })
    },
  })

  return (
    <Stack gap="sm" align="flex-start">
      <Title order={2}>{t('settings.history.title')}</Title>
      {usage.data && (
        <Text role="status">
          {t('settings.history.usage', {
            count: usage.data.records,
            size: formatBytes(usage.data.bodyBytes),
          })}
        </Text>
      )}
      <FactList
        facts={[
          [
            t('settings.history.mostRecords'),
            <NumberInput
              key="records"
              aria-label={t('settings.history.mostRecords')}
              value={limits.mostRecords}
              min={100}
              max={200_000}
              step={1000}
              onChange={(value) => setLimits({ ...limits, mostRecords: Number(value) })}
            />,
          ],
          [
            t('settings.history.mostDays'),
            <NumberInput
              key="days"
              aria-label={t('settings.history.mostDays')}
              placeholder={t('settings.history.anyAge')}
              value={limits.mostDays ?? ''}
              min={1}
              max={3650}
              onChange={(value) => setLimits({ ...limits, mostDays: value === '' ? null : Number(value) })}
            />,
          ],
          [
            t('settings.history.mostBodies'),
            <NumberInput
              key="bodies"
              aria-label={t('settings.history.mostBodies')}
              value={limits.mostBodyBytes / gibibyte}
              min={0}
              max={1024}
              decimalScale={1}
              onChange={(value) =>
                setLimits({ ...limits, mostBodyBytes: Math.round(Number(value) * gibibyte) })
              }
            />,
          ],
        ]}
      />
      <Text c="dimmed">{t('settings.history.oldestFirst', { count: defaultHistoryLimits.mostRecords })}</Text>
      {apply.isError && <ErrorNote error={apply.error} />}
      <Button disabled={!isChanged || !isValid} loading={apply.isPending} onClick={() => apply.mutate()}>
        {t('settings.history.apply')}
      </Button>
    </Stack>
  )
}
