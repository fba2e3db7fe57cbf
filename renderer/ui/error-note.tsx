import { Alert, Button, Group, Text } from '@mantine/core'
import { IconAlertTriangle } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'

import { explainError } from '../lib/explain-error.ts'

/** One sentence about what failed, and the way on if there is one. */
export function ErrorNote({ error, onRetry }: { error: unknown; onRetry?: () => void }) {
  const { t } = useTranslation()
  return (
    <Alert role="alert" color="red" variant="light" icon={<IconAlertTriangle size={16} aria-hidden />} p="xs">
      <Group justify="space-between" wrap="nowrap" align="flex-start">
        <Text style={{ overflowWrap: 'anywhere' }}>{explainError(t, error)}</Text>
        {onRetry && (
          <Button onClick={onRetry} style={{ flex: 'none' }}>
            {t('common.retry')}
          </Button>
        )}
      </Group>
    </Alert>
  )
}
