import { Button, FileButton, Group, Text } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'

import { formatBytes, formatExactBytes } from '../../../../../shared/format-bytes.ts'
import type { FileHandle } from '../../../../../shared/model/file-handle.ts'
import { useHost } from '../../../../lib/api-context.tsx'
import { ErrorNote } from '../../../../ui/error-note.tsx'

interface ChooseFileProps {
  readonly file: FileHandle | null
  readonly size?: 'xs' | 'compact-xs'
  readonly onChange: (file: FileHandle) => void
}

/** A file to send: its name and size, and a button to take another. A file can be dropped here, too. */
export function ChooseFile({ file, size = 'xs', onChange }: ChooseFileProps) {
  const { t, i18n } = useTranslation()
  const host = useHost()
  const take = useMutation({ mutationFn: (chosen: File) => host.takeFile(chosen), onSuccess: onChange })
  return (
    <div
      onDragOver={(event) => event.preventDefault()}
      onDrop={(event) => {
        event.preventDefault()
        const [dropped] = event.dataTransfer.files
        if (dropped) take.mutate(dropped)
      }}
    >
      <Group gap="md" wrap="nowrap">
        <FileButton onChange={(chosen) => chosen && take.mutate(chosen)}>
          {(props) => (
            <Button {...props} size={size} loading={take.isPending} flex="none">
              {t(file ? 'requests.chooseOtherFile' : 'requests.chooseFile')}
            </Button>
          )}
        </FileButton>
        {file ? (
          <Text truncate title={formatExactBytes(file.sizeBytes, i18n.language)}>
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
