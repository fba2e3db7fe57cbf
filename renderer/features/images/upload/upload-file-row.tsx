import { ActionIcon, NumberInput, Select, TextInput } from '@mantine/core'
import { IconX } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'

import { formatBytes } from '../../../../shared/format-bytes.ts'
import type { ImageHeader } from '../../../../shared/image-header/image-header.ts'
import type { UploadConcern } from '../../../../shared/image-header/judge-upload.ts'
import { ErrorNote } from '../../../ui/error-note.tsx'
import { FileFindings } from './file-findings.tsx'
import classes from './upload.module.css'
import type { UploadDraft } from './upload-draft.ts'

interface UploadFileRowProps {
  file: File
  draft: UploadDraft
  header: ImageHeader | undefined
  concerns: readonly UploadConcern[]
  diskFormats: readonly string[]
  isChecked: boolean
  failure: unknown
  onChange: (changes: Partial<UploadDraft>) => void
  onRemove: () => void
}

export function UploadFileRow(props: UploadFileRowProps) {
  const { t } = useTranslation()
  const { file, draft, header, concerns, diskFormats, isChecked, failure, onChange, onRemove } = props
  const name = draft.name.trim()
  const nameProblem = name === '' ? 'nameMissing' : name.length > 255 ? 'nameTooLong' : null

  return (
    <li className={classes.file}>
      <div className={classes.fileHead}>
        <span className={`${classes.fileName} mono`} title={file.name}>
          {file.name}
        </span>
        <span className={`${classes.fileSize} mono`}>{formatBytes(file.size)}</span>
        <ActionIcon size="xs" aria-label={t('images.upload.remove', { name: file.name })} onClick={onRemove}>
          <IconX size={13} aria-hidden />
        </ActionIcon>
      </div>
      <div className={classes.fileFields}>
        <TextInput
          aria-label={t('images.upload.nameOf', { file: file.name })}
          placeholder={t('images.column.name')}
          value={draft.name}
          error={isChecked && nameProblem && t(`images.problem.${nameProblem}`)}
          onChange={(event) => onChange({ name: event.currentTarget.value })}
        />
        <Select
          aria-label={t('images.upload.formatOf', { file: file.name })}
          placeholder={t('images.upload.chooseFormat')}
          data={[...diskFormats]}
          value={draft.diskFormat}
          searchable
          error={isChecked && draft.diskFormat === null && t('images.problem.formatMissing')}
          onChange={(diskFormat) => onChange({ diskFormat })}
        />
        <NumberInput
          aria-label={t('images.upload.minDiskOf', { file: file.name })}
          placeholder={t('images.field.minDisk')}
          allowDecimal={false}
          allowNegative={false}
          min={0}
          suffix=" GB"
          value={draft.minDiskGb}
          onChange={(minDiskGb) => onChange({ minDiskGb })}
        />
      </div>
      <FileFindings
        file={file}
        header={header}
        concerns={concerns}
        isFormatKnown={draft.diskFormat !== null}
      />
      {failure !== undefined && <ErrorNote error={failure} />}
    </li>
  )
}
