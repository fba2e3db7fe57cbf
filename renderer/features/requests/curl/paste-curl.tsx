import { Button, Group, Stack, Textarea } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'

import { Dialog } from '../../../ui/dialog.tsx'
import { ErrorNote } from '../../../ui/error-note.tsx'
import { useOpenCurl } from './use-open-curl.ts'

/** Where a cURL command is pasted by hand. */
export function PasteCurl({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation()
  const [command, setCommand] = useState('')
  const open = useOpenCurl()

  return (
    <Dialog title={t('requests.pasteCurlTitle')} size="lg" hasFields onClose={onClose}>
      <Stack gap="md">
        <Textarea
          data-autofocus
          label={t('requests.pasteCurlLabel')}
          styles={{ input: { fontFamily: 'var(--font-mono)', fontSize: 12 } }}
          rows={10}
          spellCheck={false}
          value={command}
          onChange={(event) => setCommand(event.currentTarget.value)}
        />
        {open.isError && <ErrorNote error={open.error} />}
        <Group justify="flex-end">
          <Button onClick={onClose}>{t('common.cancel')}</Button>
          <Button
            variant="filled"
            disabled={command.trim() === ''}
            loading={open.isPending}
            onClick={() => open.mutate(command, { onSuccess: onClose })}
          >
            {t('requests.pasteCurlOpen')}
          </Button>
        </Group>
      </Stack>
    </Dialog>
  )
}
