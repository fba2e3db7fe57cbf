import { ActionIcon, Checkbox, NumberInput, Select, TextInput } from '@mantine/core'
import { IconX } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'

import { formatBytes } from '../../../../shared/format-bytes.ts'
import type { UploadConcern } from '../../../../shared/image-header/judge-upload.ts'
import { ErrorNote } from '../../../ui/error-note.tsx'
import { FileFindings } from './file-findings.tsx'
import classes from './upload.module.css'
import type { FileLook } from './look-at-file.ts'
import { headerThatGoesUp, type UploadDraft } from './upload-draft.ts'

interface UploadFileRowProps {
  file: File
  /** Its name, with the dropped folder that it lies in. */
  path: string
  draft: UploadDraft
  look: FileLook | undefined
  concerns: readonly UploadConcern[]
  diskFormats: readonly string[]
  isChecked: boolean
  failure: unknown
  onChange: (changes: Partial<UploadDraft>) => void
  onRemove: () => void
}

export function UploadFileRow(props: UploadFileRowProps) {
  const { t } = useTranslation()
  const { file, path, draft, look, concerns, diskFormats, isChecked, failure, onChange, onRemove } = props
  const name = draft.name.trim()
  const nameProblem = name === '' ? 'nameMissing' : name.length > 255 ? 'nameTooLong' : null

  return (
    <li className={classes.file}>
      <div className={classes.fileHead}>
        <span className={`${classes.fileName} mono`} title={path}>
          {path}
        </span>
        <span className={`${classes.fileSize} mono`}>{formatBytes(file.size)}</span>
        <ActionIcon size="xs" aria-label={t('images.upload.remove', { name: path })} onClick={onRemove}>
          <IconX size={13} aria-hidden />
        </ActionIcon>
      </div>
      <div className={classes.fileFields}>
        <TextInput
          aria-label={t('images.upload.nameOf', { file: path })}
          placeholder={t('images.column.name')}
          value={draft.name}
          error={isChecked && nameProblem && t(`images.problem.${nameProblem}`)}
          onChange={(event) => onChange({ name: event.currentTarget.value })}
        />
        <Select
          aria-label={t('images.upload.formatOf', { file: path })}
          placeholder={t('images.upload.chooseFormat')}
          data={[...diskFormats]}
          value={draft.diskFormat}
          searchable
          error={isChecked && draft.diskFormat === null && t('images.problem.formatMissing')}
          onChange={(diskFormat) => onChange({ diskFormat })}
        />
        <NumberInput
          aria-label={t('images.upload.minDiskOf', { file: path })}
          placeholder={t('images.field.minDisk')}
          allowDecimal={false}
          allowNegative={false}
          min={0}
          suffix=" GB"
          value={draft.minDiskGb}
          onChange={(minDiskGb) => onChange({ minDiskGb })}
        />
      </div>
      {look?.packedIn && (
        <Checkbox
          size="xs"
          label={t('images.upload.unpack', { format: look.packedIn })}
          checked={draft.unpack !== null}
          onChange={(event) => onChange({ unpack: event.currentTarget.checked ? look.packedIn : null })}
        />
      )}
      <FileFindings
        file={file}
        header={headerThatGoesUp(look, draft.unpack)}
        concerns={concerns}
        isFormatKnown={draft.diskFormat !== null}
      />
      {failure !== undefined && <ErrorNote error={failure} />}
    </li>
  )
}
