import { Button, FileButton, Group, Text } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'

import type { FileHandle } from '../../../../shared/model/file-handle.ts'
import { useHost } from '../../../lib/api-context.tsx'
import { formatBytes, formatExactBytes } from '../../../../shared/format-bytes.ts'
import { ErrorNote } from '../../../ui/error-note.tsx'
import panel from './panel.module.css'

/** The file that is the body of a request. */
export function FileBody({
  file,
  onChange,
}: {
  file: FileHandle | null
  onChange: (file: FileHandle) => void
}) {
  const { t, i18n } = useTranslation()
  const host = useHost()
  const take = useMutation({ mutationFn: (chosen: File) => host.takeFile(chosen), onSuccess: onChange })

  return (
    <div
      className={panel.scroll}
      onDragOver={(event) => event.preventDefault()}
      onDrop={(event) => {
        event.preventDefault()
        const [dropped] = event.dataTransfer.files
        if (dropped) take.mutate(dropped)
      }}
    >
      <Group gap="md">
        <FileButton onChange={(chosen) => chosen && take.mutate(chosen)}>
          {(props) => (
            <Button {...props} loading={take.isPending}>
              {t(file ? 'requests.chooseOtherFile' : 'requests.chooseFile')}
            </Button>
          )}
        </FileButton>
        {file ? (
          <Text title={formatExactBytes(file.sizeBytes, i18n.language)}>
            <span className="mono">{file.name}</span> · {formatBytes(file.sizeBytes)}
          </Text>
        ) : (
          <Text c="dimmed">{t('requests.noFile')}</Text>
        )}
      </Group>
      {take.isError && <ErrorNote error={take.error} />}
    </div>
  )
}
