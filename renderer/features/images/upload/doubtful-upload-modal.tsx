import { Button, Group, Stack, Text } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'

import type { ImageHeader } from '../../../../shared/image-header/image-header.ts'
import type { UploadConcern } from '../../../../shared/image-header/judge-upload.ts'
import type { Image } from '../../../../shared/model/image.ts'
import type { SignedInCloud } from '../../../lib/live.ts'
import { Dialog } from '../../../ui/dialog.tsx'
import { ErrorNote } from '../../../ui/error-note.tsx'
import { FileFindings } from './file-findings.tsx'
import { useUploadInto } from './use-upload-into.ts'

interface DoubtfulUploadModalProps {
  cloud: SignedInCloud
  image: Image
  file: File
  header: ImageHeader
  concerns: readonly UploadConcern[]
  onClose: () => void
}

/** Asks before a file goes into an image that was declared to be something else. */
export function DoubtfulUploadModal({
  cloud,
  image,
  file,
  header,
  concerns,
  onClose,
}: DoubtfulUploadModalProps) {
  const { t } = useTranslation()
  const uploadInto = useUploadInto(cloud.id)
  const upload = useMutation({
    networkMode: 'always',
    mutationFn: () => uploadInto(image.id, file),
    onSuccess: onClose,
  })

  return (
    <Dialog title={t('images.upload.doubt')} size={520} hasFields={false} onClose={onClose}>
      <Stack gap="md">
        <Text className="mono">{file.name}</Text>
        <FileFindings file={file} header={header} concerns={concerns} isFormatKnown />
        {upload.isError && <ErrorNote error={upload.error} />}
        <Group justify="flex-end">
          <Button data-autofocus onClick={onClose}>
            {t('common.cancel')}
          </Button>
          <Button variant="filled" loading={upload.isPending} onClick={() => upload.mutate()}>
            {t('images.upload.submitAnyway', { count: 1 })}
          </Button>
        </Group>
      </Stack>
    </Dialog>
  )
}
