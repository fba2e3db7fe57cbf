import { Button, Group, Stack, Text } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'

import { judgeUpload, type UploadConcern } from '../../../../shared/image-header/judge-upload.ts'
import type { SignedInCloud } from '../../../lib/live.ts'
import { Dialog } from '../../../ui/dialog.tsx'
import { targetOf } from '../target-of.ts'
import { useImageFormats } from '../use-image-formats.ts'
import { DropNotes } from './drop-notes.tsx'
import type { DroppedFiles } from './dropped-files.ts'
import { ForecastNote } from './forecast-note.tsx'
import { pickFiles } from './pick-files.ts'
import classes from './upload.module.css'
import { draftFor, headerThatGoesUp, type UploadDraft } from './upload-draft.ts'
import { UploadFileRow } from './upload-file-row.tsx'
import { type UploadChoices, UploadOptions } from './upload-options.tsx'
import { useFileLooks } from './use-file-looks.ts'
import { useStartUploads } from './use-start-uploads.ts'

interface UploadModalProps {
  cloud: SignedInCloud
  chosen: DroppedFiles
  onChange: (chosen: DroppedFiles) => void
  onClose: () => void
}

/** Names the chosen files as images, and starts them all. A file that could not be started stays, with the reason. */
export function UploadModal({ cloud, chosen, onChange, onClose }: UploadModalProps) {
  const { t } = useTranslation()
  const formats = useImageFormats(cloud.id)
  const [edited, setEdited] = useState<ReadonlyMap<File, Partial<UploadDraft>>>(new Map())
  const [choices, setChoices] = useState<UploadChoices>(usualChoices)
  const [isChecked, setChecked] = useState(false)
  const { start, isStarting, failures } = useStartUploads(cloud.id)
  const looks = useFileLooks(chosen.files)
  const draftOf = (file: File): UploadDraft => ({
    ...draftFor(file.name, looks.get(file), formats.disk, edited.get(file)?.unpack === null),
    ...edited.get(file),
  })
  const concernsOf = (file: File): UploadConcern[] => {
    const { unpack, diskFormat } = draftOf(file)
    const header = headerThatGoesUp(looks.get(file), unpack)
    return header ? judgeUpload(header, { diskFormat, containerFormat: choices.containerFormat }) : []
  }
  const isDoomed = chosen.files.some((file) => concernsOf(file).some(({ outcome }) => outcome === 'refused'))
  const keep = (files: readonly File[]) => (files.length === 0 ? onClose() : onChange({ ...chosen, files }))

  async function submit(event: FormEvent) {
    event.preventDefault()
    setChecked(true)
    const uploads = chosen.files.map((file) => ({ file, draft: draftOf(file) }))
    if (uploads.some(({ draft }) => !isComplete(draft))) return
    keep(await start(uploads, choices))
  }

  async function addFiles() {
    const { files } = await pickFiles({ isMultiple: true })
    if (files.length > 0) onChange({ ...chosen, files: [...chosen.files, ...files] })
  }

  return (
    <Dialog
      onClose={onClose}
      size={720}
      hasFields
      title={t('images.upload.title', { target: targetOf(cloud) })}
    >
      <form onSubmit={(event) => void submit(event)} noValidate>
        <Stack gap="md">
          <DropNotes notes={chosen.notes} />
          {chosen.files.length === 0 && <Text c="dimmed">{t('images.upload.none')}</Text>}
          <ul className={classes.files}>
            {chosen.files.map((file, index) => (
              <UploadFileRow
                key={`${index} ${file.name}`}
                file={file}
                path={chosen.paths.get(file) ?? file.name}
                draft={draftOf(file)}
                look={looks.get(file)}
                concerns={concernsOf(file)}
                diskFormats={formats.disk}
                isChecked={isChecked}
                failure={failures.get(file)}
                onChange={(changes) =>
                  setEdited(new Map(edited).set(file, { ...edited.get(file), ...changes }))
                }
                onRemove={() => keep(chosen.files.filter((other) => other !== file))}
              />
            ))}
          </ul>
          <UploadOptions
            cloud={cloud}
            containerFormats={formats.container}
            choices={choices}
            onChange={(changes) => setChoices({ ...choices, ...changes })}
          />
          <ForecastNote
            cloudId={cloud.id}
            sizes={chosen.files.map((file) => (draftOf(file).unpack === null ? file.size : 0))}
          />
          <Group justify="space-between">
            <Button onClick={() => void addFiles()}>{t('images.upload.add')}</Button>
            <Group>
              <Button onClick={onClose}>{t('common.cancel')}</Button>
              <Button
                data-autofocus
                type="submit"
                variant="filled"
                loading={isStarting}
                disabled={chosen.files.length === 0}
              >
                {t(isDoomed ? 'images.upload.submitAnyway' : 'images.upload.submit', {
                  count: chosen.files.length,
                })}
              </Button>
            </Group>
          </Group>
        </Stack>
      </form>
    </Dialog>
  )
}

const usualChoices: UploadChoices = { visibility: 'private', containerFormat: 'bare', store: null }

function isComplete({ name, diskFormat }: UploadDraft): boolean {
  return name.trim() !== '' && name.trim().length <= 255 && diskFormat !== null
}
