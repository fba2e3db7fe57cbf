import { Button, Group, Stack, Text, TextInput } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'

import type { Image } from '../../../shared/model/image.ts'
import { useApi } from '../../lib/api-context.tsx'
import { formatBytes } from '../../../shared/format-bytes.ts'
import type { SignedInCloud } from '../../lib/live.ts'
import { Dialog } from '../../ui/dialog.tsx'
import { ErrorNote } from '../../ui/error-note.tsx'
import { FactList } from '../../ui/fact-list.tsx'
import type { HardOperation } from './image-dialog.ts'
import { useImageRefresh } from './use-image-list.ts'
import { useImagesRefresh } from './use-images-refresh.ts'

interface ConfirmModalProps {
  cloud: SignedInCloud
  operation: HardOperation
  image: Image
  onClose: () => void
  onDone: () => void
}

/** Asks before an image, or a copy of its data, is deleted; on a protected cloud the image's name must be typed. */
export function ConfirmModal({ cloud, operation, image, onClose, onDone }: ConfirmModalProps) {
  const { action } = operation
  const { t } = useTranslation()
  const [typed, setTyped] = useState('')
  const { client } = useApi()
  const refreshList = useImagesRefresh()
  const refreshRow = useImageRefresh(cloud.id, image.id)
  const call = useMutation({
    networkMode: 'always',
    mutationFn: (one: { cloudId: string; imageId: string }) =>
      operation.action === 'delete-from-store'
        ? client.images.deleteFromStore({ ...one, store: operation.store })
        : client.images[operation.action](one),
    onSuccess: onDone,
    // Where its data is says nothing of which lists an image is in.
    onSettled: action === 'delete-from-store' ? refreshRow : refreshList,
  })
  const expected = image.name || image.id
  const mustType = cloud.settings.isProtected
  const isReady = !mustType || typed === expected

  function submit(event: FormEvent) {
    event.preventDefault()
    if (isReady) call.mutate({ cloudId: cloud.id, imageId: image.id })
  }

  return (
    <Dialog onClose={onClose} title={t(`images.confirm.${action}Title`)} size={460} hasFields={mustType}>
      <form onSubmit={submit}>
        <Stack gap="md">
          <Text>{t(`images.confirm.${action}Hint`)}</Text>
          <FactList
            facts={[
              [t('images.column.name'), image.name || t('images.nameless')],
              [
                t('images.column.size'),
                <span key="size" className="mono">
                  {formatBytes(image.sizeBytes)}
                </span>,
              ],
              ...(operation.action === 'delete-from-store'
                ? [[t('images.fact.stores'), operation.store] as const]
                : []),
              [
                'id',
                <span key="id" className="mono">
                  {image.id}
                </span>,
              ],
            ]}
          />
          {mustType && (
            <TextInput
              data-autofocus
              label={t('images.confirm.type', { cloud: cloud.settings.name, name: expected })}
              autoComplete="off"
              spellCheck={false}
              value={typed}
              onChange={(event) => setTyped(event.currentTarget.value)}
            />
          )}
          {call.isError && <ErrorNote error={call.error} />}
          <Group justify="flex-end">
            <Button onClick={onClose} data-autofocus={!mustType || undefined}>
              {t('common.cancel')}
            </Button>
            <Button
              type="submit"
              variant="filled"
              color={action === 'deactivate' ? 'amber' : 'red'}
              disabled={!isReady}
              loading={call.isPending}
            >
              {t(`images.confirm.${action}`)}
            </Button>
          </Group>
        </Stack>
      </form>
    </Dialog>
  )
}
