import { Alert, Button, Group, Text } from '@mantine/core'
import { IconAlertTriangle } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'

import { explainError, toProblem } from '../lib/explain-error.ts'
import { ErrorMeaning } from './error-meaning.tsx'

/** One sentence about what failed, more about it for who asks, and the way on if there is one. */
export function ErrorNote({ error, onRetry }: { error: unknown; onRetry?: () => void }) {
  const { t } = useTranslation()
  const problem = toProblem(error)
  return (
    <Alert role="alert" color="red" variant="light" icon={<IconAlertTriangle size={16} aria-hidden />} p="xs">
      <Group justify="space-between" wrap="nowrap" align="flex-start">
        <Text style={{ overflowWrap: 'anywhere' }}>
          {explainError(t, error)} {problem && <ErrorMeaning code={problem.code} />}
        </Text>
        {onRetry && (
          <Button onClick={onRetry} style={{ flex: 'none' }}>
            {t('common.retry')}
          </Button>
        )}
      </Group>
    </Alert>
  )
}
