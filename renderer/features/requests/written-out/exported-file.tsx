import { Button, Stack, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'

import type { Exported, ExportLoss } from '../../../../shared/model/export.ts'
import classes from './written-out.module.css'

/** What was made, to be saved, and what of the requests is not in it. */
export function ExportedFile({ exported: { file, path, losses } }: { exported: Exported }) {
  const { t } = useTranslation('interchange')
  return (
    <Stack gap="sm">
      {path !== null && (
        <Text role="status" c="var(--ok)" style={{ overflowWrap: 'anywhere' }}>
          {t('export.written', { path })}
        </Text>
      )}
      <Losses losses={losses} />
      {file && <SaveLink file={file} />}
    </Stack>
  )
}

function SaveLink({ file }: { file: NonNullable<Exported['file']> }) {
  const { t } = useTranslation('interchange')
  const { name, mediaType, text } = file
  // The text is held for the browser for as long as the link is there.
  const hold = (link: HTMLAnchorElement | null) => {
    if (!link) return
    const url = URL.createObjectURL(new Blob([text], { type: mediaType }))
    link.href = url
    return () => URL.revokeObjectURL(url)
  }

  return (
    <Button component="a" ref={hold} variant="filled" style={{ alignSelf: 'flex-start' }} download={name}>
      {t('export.save', { name })}
    </Button>
  )
}

/** A list of thousands is read by nobody. */
const mostLosses = 500

function Losses({ losses }: { losses: readonly ExportLoss[] }) {
  const { t } = useTranslation('interchange')
  if (losses.length === 0) return <Text>{t('export.lossless')}</Text>
  const title = t('export.losses', { count: losses.length })
  const rest = losses.length - mostLosses
  return (
    <section aria-label={title}>
      <Text fw={600}>{title}</Text>
      <ul className={classes.list}>
        {losses.slice(0, mostLosses).map(({ item, code, detail }, index) => (
          <li key={index}>
            {item !== '' && <strong>{item}: </strong>}
            {t(`export.loss.${code}`, { detail })}
          </li>
        ))}
        {rest > 0 && <li>{t('export.more', { count: rest })}</li>}
      </ul>
    </section>
  )
}
