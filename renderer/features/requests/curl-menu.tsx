import { Button, Menu, Text } from '@mantine/core'
import { openConfirmModal } from '@mantine/modals'
import { notifications } from '@mantine/notifications'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'

import type { RequestDraft } from '../../../shared/model/request.ts'
import { useApi } from '../../lib/api-context.tsx'
import { explainError } from '../../lib/explain-error.ts'
import { useActiveCloud } from '../../lib/live.ts'
import { PasteCurl } from './paste-curl.tsx'
import { sendableDraft } from './sendable-draft.ts'

/** The request as a cURL command, and a cURL command as a request. */
export function CurlMenu({ draft }: { draft: RequestDraft }) {
  const { t } = useTranslation()
  const [isPasting, setPasting] = useState(false)
  const copy = useCopyCurl(draft)

  const askForSecrets = () =>
    openConfirmModal({
      title: t('requests.copyCurlSecretsTitle'),
      children: <Text>{t('requests.copyCurlSecretsText')}</Text>,
      labels: { confirm: t('requests.copyCurlSecretsConfirm'), cancel: t('common.cancel') },
      closeButtonProps: { 'aria-label': t('common.close') },
      onConfirm: () => copy(true),
    })

  return (
    <>
      <Menu position="bottom-end">
        <Menu.Target>
          <Button h={32}>{t('requests.curl')}</Button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item onClick={() => copy(false)}>{t('requests.copyCurl')}</Menu.Item>
          <Menu.Item onClick={askForSecrets}>{t('requests.copyCurlSecrets')}</Menu.Item>
          <Menu.Divider />
          <Menu.Item onClick={() => setPasting(true)}>{t('requests.pasteCurl')}</Menu.Item>
        </Menu.Dropdown>
      </Menu>
      <PasteCurl isOpen={isPasting} onClose={() => setPasting(false)} />
    </>
  )
}

function useCopyCurl(draft: RequestDraft): (withSecrets: boolean) => void {
  const { t } = useTranslation()
  const { client } = useApi()
  const cloudId = useActiveCloud()?.id ?? null
  const copy = useMutation({
    mutationFn: async (withSecrets: boolean) => {
      const sendable = sendableDraft(draft)
      const input = { draft: typeof sendable === 'string' ? draft : sendable, cloudId, withSecrets }
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
