import { Button, Group, Stack, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'

import type { ExchangeRecord } from '../../../shared/model/exchange.ts'
import { Dialog } from '../../ui/dialog.tsx'

interface ConfirmAgainProps {
  readonly record: ExchangeRecord
  readonly onConfirm: () => void
  readonly onClose: () => void
}

/** Asks before a request that may change something is sent a second time. */
export function ConfirmAgain({ record: { method, url }, onConfirm, onClose }: ConfirmAgainProps) {
  const { t } = useTranslation()
  return (
    <Dialog title={t('history.againTitle')} size={520} hasFields={false} onClose={onClose}>
      <Stack gap="md">
        <Text>{t('history.againText', { method })}</Text>
        <Text className="mono" style={{ overflowWrap: 'anywhere' }}>
          {url}
        </Text>
        <Group justify="flex-end">
          <Button data-autofocus onClick={onClose}>
            {t('common.cancel')}
          </Button>
          <Button
            variant="filled"
            onClick={() => {
              onClose()
              onConfirm()
            }}
          >
            {t('history.again')}
          </Button>
        </Group>
      </Stack>
    </Dialog>
  )
}
