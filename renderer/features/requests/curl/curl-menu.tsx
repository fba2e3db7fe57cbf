import { Button, Group, Menu, Stack, Text } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'

import type { RequestDraft } from '../../../../shared/model/request.ts'
import { useApi } from '../../../lib/api-context.tsx'
import { explainError } from '../../../lib/explain-error.ts'
import { useActiveCloud } from '../../../lib/live.ts'
import { Dialog } from '../../../ui/dialog.tsx'
import { usePlace } from '../environments/use-environments.ts'
import { sendableDraft } from '../sendable-draft.ts'
import { useWrittenOut } from '../written-out/use-written-out.ts'
import { PasteCurl } from './paste-curl.tsx'

/** The request as a cURL command, and a cURL command as a request. */
export function CurlMenu({ draft }: { draft: RequestDraft }) {
  const { t } = useTranslation()
  const [dialog, setDialog] = useState<'secrets' | 'paste' | null>(null)
  const close = () => setDialog(null)
  const copy = useCopyCurl(draft)
  const show = useWrittenOut((state) => state.show)

  return (
    <>
      <Menu position="bottom-end">
        <Menu.Target>
          <Button h={32}>{t('requests.curl')}</Button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item onClick={() => copy(false)}>{t('requests.copyCurl')}</Menu.Item>
          <Menu.Item onClick={() => setDialog('secrets')}>{t('requests.copyCurlSecrets')}</Menu.Item>
          <Menu.Item onClick={() => show('code')}>{t('requests.asCode')}</Menu.Item>
          <Menu.Item onClick={() => show('export')}>{t('requests.exportTo')}</Menu.Item>
          <Menu.Divider />
          <Menu.Item onClick={() => setDialog('paste')}>{t('requests.pasteCurl')}</Menu.Item>
          <Menu.Item onClick={() => show('import')}>{t('requests.import.open')}</Menu.Item>
        </Menu.Dropdown>
      </Menu>
      {dialog === 'paste' && <PasteCurl onClose={close} />}
      {dialog === 'secrets' && (
        <CopySecrets
          onClose={close}
          onConfirm={() => {
            copy(true)
            close()
          }}
        />
      )}
    </>
  )
}

/** Asks before secrets leave for the clipboard. */
function CopySecrets({ onClose, onConfirm }: { onClose: () => void; onConfirm: () => void }) {
  const { t } = useTranslation()
  return (
    <Dialog title={t('requests.copyCurlSecretsTitle')} size={460} hasFields={false} onClose={onClose}>
      <Stack gap="md">
        <Text>{t('requests.copyCurlSecretsText')}</Text>
        <Group justify="flex-end">
          <Button data-autofocus onClick={onClose}>
            {t('common.cancel')}
          </Button>
          <Button variant="filled" onClick={onConfirm}>
            {t('requests.copyCurlSecretsConfirm')}
          </Button>
        </Group>
      </Stack>
    </Dialog>
  )
}

function useCopyCurl(draft: RequestDraft): (withSecrets: boolean) => void {
  const { t } = useTranslation()
  const { client } = useApi()
  const cloudId = useActiveCloud()?.id ?? null
  const place = usePlace()
  const copy = useMutation({
    mutationFn: async (withSecrets: boolean) => {
      const sendable = sendableDraft(draft)
      const input = { draft: typeof sendable === 'string' ? draft : sendable, cloudId, place, withSecrets }
      const { command } = await client.requests.toCurl(input)
      await navigator.clipboard.writeText(command)
    },
    onSuccess: (_, withSecrets) =>
      notifications.show({ message: t(withSecrets ? 'requests.curlCopiedSecrets' : 'requests.curlCopied') }),
    onError: (error) =>
      notifications.show({
        color: 'red',
        message: error instanceof DOMException ? t('requests.clipboardRefused') : explainError(t, error),
      }),
  })
  return copy.mutate
}
