import { Button, Group, Stack, Text } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'

import { useApi } from '../../lib/api-context.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { ErrorNote } from '../../ui/error-note.tsx'

/** Asks before the history is cleared. */
export function ClearHistory({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation()
  const { query } = useApi()
  const clear = useMutation(query.history.clear.mutationOptions({ onSuccess: onClose }))

  return (
    <Dialog title={t('history.clearTitle')} size={460} hasFields={false} onClose={onClose}>
      <Stack gap="md">
        <Text>{t('history.clearText')}</Text>
        {clear.isError && <ErrorNote error={clear.error} />}
        <Group justify="flex-end">
          <Button data-autofocus onClick={onClose}>
            {t('common.cancel')}
          </Button>
          <Button
            variant="filled"
            color="red"
            loading={clear.isPending}
            onClick={() => clear.mutate(undefined)}
          >
            {t('history.clearConfirm')}
          </Button>
        </Group>
      </Stack>
    </Dialog>
  )
}
