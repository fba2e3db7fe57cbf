import { Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'

import type { ImportReport } from '../../../../shared/model/import.ts'
import classes from './imported-report.module.css'

/** What of an import is not as it was. */
export function ImportNotes({ notes }: Pick<ImportReport, 'notes'>) {
  const { t } = useTranslation(['interchange', 'page'])
  if (notes.length === 0) return <Text>{t('import.lossless')}</Text>
  const title = t('import.notes', { count: notes.length })
  return (
    <section className={classes.list} aria-label={title}>
      <Text fw={600}>{title}</Text>
      <ul className={classes.scroll}>
        {notes.slice(0, 500).map(({ item, code, detail }, index) => (
          <li key={index}>
            {item !== '' && <strong>{item}: </strong>}
            {t(`page:requests.import.note.${code}`, { detail })}
          </li>
        ))}
      </ul>
    </section>
  )
}
