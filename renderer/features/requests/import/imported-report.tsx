import { Button, Checkbox, Group, Select, Stack, Text } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'

import type { ImportReport } from '../../../../shared/model/import.ts'
import { useApi } from '../../../lib/api-context.tsx'
import { ErrorNote } from '../../../ui/error-note.tsx'
import { workbench } from '../tabs/use-workbench.ts'
import classes from './imported-report.module.css'

interface ImportedReportProps {
  report: ImportReport
  source: { file: string; passphrase: string | null }
  onClose: () => void
}

/** As many tabs as a strip can show. */
const mostTabs = 20

/** What came out of a file and what did not, and which of it to open. */
export function ImportedReport({ report, source, onClose }: ImportedReportProps) {
  const { t } = useTranslation()
  const { client } = useApi()
  const { requests, environments, counts, notes } = report
  const [chosen, setChosen] = useState<ReadonlySet<number>>(() => new Set(firstOf(requests)))
  const [environment, setEnvironment] = useState<string | null>(environments[0] ?? null)
  const take = useMutation({
    mutationFn: () => client.interchange.take({ ...source, environment }),
    onSuccess: (taken) => {
      for (const [index, { draft }] of taken.requests.entries()) {
        if (chosen.has(index)) workbench.getState().openDraft(draft)
      }
      notifications.show({ message: t('requests.import.taken', { name: taken.name }) })
      onClose()
    },
  })

  return (
    <Stack gap="md">
      <Text>
        {t('requests.import.found', { ...counts, format: t(`requests.import.format.${report.format}`) })}
      </Text>
      {environments.length > 0 && (
        <Select
          label={t('requests.import.environment')}
          placeholder={t('requests.import.noEnvironment')}
          clearable
          data={[...new Set(environments)]}
          value={environment}
          onChange={setEnvironment}
        />
      )}
      {requests.length > 0 && <RequestChoice requests={requests} chosen={chosen} onChange={setChosen} />}
      <NoteList notes={notes} />
      {take.isError && <ErrorNote error={take.error} />}
      <Group justify="flex-end">
        <Button onClick={onClose}>{t('common.cancel')}</Button>
        <Button variant="filled" loading={take.isPending} onClick={() => take.mutate()}>
          {chosen.size === 0
            ? t('requests.import.takeVariables')
            : t('requests.import.take', { count: chosen.size })}
        </Button>
      </Group>
    </Stack>
  )
}

function firstOf(requests: ImportReport['requests']): number[] {
  return requests.slice(0, mostTabs).map((_, index) => index)
}

interface RequestChoiceProps {
  requests: ImportReport['requests']
  chosen: ReadonlySet<number>
  onChange: (chosen: ReadonlySet<number>) => void
}

function RequestChoice({ requests, chosen, onChange }: RequestChoiceProps) {
  const { t } = useTranslation()
  // A list of thousands is no choice to make by hand.
  const shown = requests.slice(0, 500)
  const toggle = (index: number) => {
    const next = new Set(chosen)
    if (!next.delete(index)) next.add(index)
    onChange(next)
  }

  return (
    <fieldset className={classes.list}>
      <legend>{t('requests.import.requests')}</legend>
      {requests.length > mostTabs && <Text c="dimmed">{t('requests.import.many', { count: mostTabs })}</Text>}
      <div className={classes.scroll}>
        {shown.map(({ folder, draft }, index) => (
          <Checkbox
            key={index}
            size="xs"
            label={[...folder, draft.name].join(' / ')}
            checked={chosen.has(index)}
            onChange={() => toggle(index)}
          />
        ))}
      </div>
    </fieldset>
  )
}

function NoteList({ notes }: { notes: ImportReport['notes'] }) {
  const { t } = useTranslation()
  if (notes.length === 0) return <Text>{t('requests.import.lossless')}</Text>
  return (
    <section className={classes.list} aria-label={t('requests.import.notes', { count: notes.length })}>
      <Text fw={600}>{t('requests.import.notes', { count: notes.length })}</Text>
      <ul className={classes.scroll}>
        {notes.slice(0, 500).map(({ item, code, detail }, index) => (
          <li key={index}>
            {item !== '' && <strong>{item}: </strong>}
            {t(`requests.import.note.${code}`, { detail })}
          </li>
        ))}
      </ul>
    </section>
  )
}
