import { Alert } from '@mantine/core'
import { useTranslation } from 'react-i18next'

import type { DropNote } from './dropped-files.ts'

/** What of a drop is not among the files, so that nothing is left out silently. */
export function DropNotes({ notes }: { notes: readonly DropNote[] }) {
  const { t } = useTranslation()
  if (notes.length === 0) return null
  return (
    <Alert color="orange" p="xs">
      {notes.map((note) => (
        <div key={JSON.stringify(note)} style={{ overflowWrap: 'anywhere' }}>
          {t(`images.upload.note.${note.kind}`, { ...note })}
        </div>
      ))}
    </Alert>
  )
}
