import { Button, Group, Modal, Stack, Textarea } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'

import { ErrorNote } from '../../ui/error-note.tsx'
import { useOpenCurl } from './use-open-curl.ts'

/** Where a cURL command is pasted by hand. */
export function PasteCurl({ isOpen, onClose }: { isOpen: boolean; onClose: () => void }) {
  const { t } = useTranslation()
  const [command, setCommand] = useState('')
  const open = useOpenCurl()
  const finish = () => {
    setCommand('')
    onClose()
  }

  return (
    <Modal
      opened={isOpen}
      onClose={onClose}
      title={t('requests.pasteCurlTitle')}
      size="lg"
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
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
            onClick={() => open.mutate(command, { onSuccess: finish })}
          >
            {t('requests.pasteCurlOpen')}
          </Button>
        </Group>
      </Stack>
    </Modal>
  )
}
