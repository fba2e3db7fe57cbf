import { ActionIcon, Select, TextInput } from '@mantine/core'
import { IconX } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'

import { formatBytes } from '../../../../shared/format-bytes.ts'
import { ErrorNote } from '../../../ui/error-note.tsx'
import classes from './upload.module.css'
import type { UploadDraft } from './upload-draft.ts'

interface UploadFileRowProps {
  file: File
  draft: UploadDraft
  diskFormats: readonly string[]
  isChecked: boolean
  failure: unknown
  onChange: (draft: UploadDraft) => void
  onRemove: () => void
}

export function UploadFileRow(props: UploadFileRowProps) {
  const { t } = useTranslation()
  const { file, draft, diskFormats, isChecked, failure, onChange, onRemove } = props
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
          onChange={(event) => onChange({ ...draft, name: event.currentTarget.value })}
        />
        <Select
          aria-label={t('images.upload.formatOf', { file: file.name })}
          placeholder={t('images.upload.chooseFormat')}
          data={[...diskFormats]}
          value={draft.diskFormat}
          searchable
          error={isChecked && draft.diskFormat === null && t('images.problem.formatMissing')}
          onChange={(diskFormat) => onChange({ ...draft, diskFormat })}
        />
      </div>
      <FileHint draft={draft} file={file} />
      {failure !== undefined && <ErrorNote error={failure} />}
    </li>
  )
}

function FileHint({ draft, file }: { draft: UploadDraft; file: File }) {
  const { t } = useTranslation()
  const hint =
    file.size === 0
      ? 'empty'
      : draft.isCompressed
        ? 'compressed'
        : draft.diskFormat === null
          ? 'unknown'
          : null
  return hint && <p className={classes.hint}>{t(`images.upload.hint.${hint}`)}</p>
}
