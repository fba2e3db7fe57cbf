import { Button, FileButton, Group, Input, Progress, Stack } from '@mantine/core'
import { type DragEvent, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'

import { formatBytes } from '../../../../shared/format-bytes.ts'
import { judgeUpload } from '../../../../shared/image-header/judge-upload.ts'
import type { Image } from '../../../../shared/model/image.ts'
import type { StageProgress } from '../../../../shared/model/image-import.ts'
import { takeDropped } from '../upload/dropped-files.ts'
import { FileFindings } from '../upload/file-findings.tsx'
import { useFileLooks } from '../upload/use-file-looks.ts'
import classes from './stage-fields.module.css'

interface StageFieldsProps {
  image: Image
  file: File | null
  error: string | undefined
  onFile: (file: File) => void
}

/** The file that is staged first: chosen, or dropped here. */
export function StageFields({ image, file, error, onFile }: StageFieldsProps) {
  const { t } = useTranslation()
  const looks = useFileLooks(useMemo(() => (file ? [file] : []), [file]))
  const header = file ? looks.get(file)?.header : undefined
  const declared = { diskFormat: image.diskFormat, containerFormat: image.containerFormat ?? '' }
  const [isOver, setOver] = useState(false)

  async function drop(event: DragEvent) {
    event.preventDefault()
    setOver(false)
    const {
      files: [dropped],
    } = await takeDropped(event.dataTransfer)
    if (dropped) onFile(dropped)
  }

  return (
    <Input.Wrapper label={t('images.import.file')} description={t('images.import.fileHint')} error={error}>
      <div
        className={classes.drop}
        data-over={isOver || undefined}
        onDragOver={(event) => {
          event.preventDefault()
          setOver(true)
        }}
        onDragLeave={() => setOver(false)}
        onDrop={(event) => void drop(event)}
      >
        <Group wrap="nowrap">
          <FileButton onChange={(chosen) => chosen && onFile(chosen)}>
            {(props) => <Button {...props}>{t('images.import.chooseFile')}</Button>}
          </FileButton>
          <span className={classes.name}>
            {file ? `${file.name}, ${formatBytes(file.size)}` : t('images.import.noFile')}
          </span>
        </Group>
      </div>
      {file && (
        <FileFindings
          file={file}
          header={header}
          concerns={header ? judgeUpload(header, declared) : []}
          isFormatKnown
        />
      )}
    </Input.Wrapper>
  )
}

/** How much of the file is staged. */
export function StageProgressNote({ staging: { movedBytes, sizeBytes } }: { staging: StageProgress }) {
  const { t } = useTranslation()
  const share = sizeBytes === 0 ? 100 : (movedBytes / sizeBytes) * 100
  return (
    <Stack gap="xs" role="status">
      <span>
        {t('images.import.staging')}{' '}
        <span className="mono">
          {formatBytes(movedBytes)} / {formatBytes(sizeBytes)}
        </span>
      </span>
      <Progress size="sm" value={share} aria-label={t('images.import.staging')} />
    </Stack>
  )
}
