import { Button, Group, Stack, Text } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useMutation } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'

import type { Image } from '../../../../shared/model/image.ts'
import { useApi } from '../../../lib/api-context.tsx'
import type { SignedInCloud } from '../../../lib/live.ts'
import { Dialog } from '../../../ui/dialog.tsx'
import { ErrorNote } from '../../../ui/error-note.tsx'
import { useImageFormats } from '../use-image-formats.ts'
import { useImagesRefresh } from '../use-images-refresh.ts'
import { ImageFields } from './image-fields.tsx'
import { checkForm, emptyForm, toNewImage } from './image-form.ts'

interface CreateImageModalProps {
  cloud: SignedInCloud
  onClose: () => void
  onCreated: (image: Image) => void
}

/** Makes an image without data: it is queued until data is uploaded to it. */
export function CreateImageModal({ cloud, onClose, onCreated }: CreateImageModalProps) {
  const { t } = useTranslation()
  const formats = useImageFormats(cloud.id)
  const [form, setForm] = useState(emptyForm)
  const [isChecked, setChecked] = useState(false)
  const create = useCreateImage((image) => {
    onClose()
    onCreated(image)
    notifications.show({ message: t('images.create.done', { name: image.name ?? image.id }) })
  })
  const problems = isChecked ? checkForm(form) : {}

  function submit(event: FormEvent) {
    event.preventDefault()
    setChecked(true)
    if (Object.keys(checkForm(form)).length > 0) return
    create.mutate({ cloudId: cloud.id, image: toNewImage(form) })
  }

  return (
    <Dialog onClose={onClose} title={t('images.create.title')} size={560} hasFields>
      <form onSubmit={submit} noValidate>
        <Stack gap="md">
          <Text c="dimmed">{t('images.create.hint', { cloud: cloud.settings.name })}</Text>
          <ImageFields
            form={form}
            formats={formats}
            problems={problems}
            onChange={(changes) => setForm((kept) => ({ ...kept, ...changes }))}
          />
          {create.isError && <ErrorNote error={create.error} />}
          <Group justify="flex-end">
            <Button onClick={onClose}>{t('common.cancel')}</Button>
            <Button type="submit" variant="filled" loading={create.isPending}>
              {t('images.create.submit')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Dialog>
  )
}

function useCreateImage(onSuccess: (image: Image) => void) {
  const { query } = useApi()
  const refresh = useImagesRefresh()
  return useMutation(
    query.images.create.mutationOptions({
      onSuccess,
      onSettled: refresh,
    }),
  )
}
