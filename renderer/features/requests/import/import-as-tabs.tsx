import { Button, Checkbox, Group, Select, Text } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'

import type { ImportReport } from '../../../../shared/model/import.ts'
import { useApi } from '../../../lib/api-context.tsx'
import { ErrorNote } from '../../../ui/error-note.tsx'
import { workbench } from '../tabs/use-workbench.ts'
import { ImportNotes } from './import-notes.tsx'
import type { ReadImport } from './read-import.ts'
import classes from './imported-report.module.css'

/** As many tabs as a strip can show. */
const mostTabs = 20

/** Which of the requests to open, and the variables of which environment to take along. */
export function ImportAsTabs({ report, source, onClose }: ReadImport) {
  const { t } = useTranslation(['interchange', 'page'])
  const { client } = useApi()
  const { requests, environments, notes } = report
  const [chosen, setChosen] = useState<ReadonlySet<number>>(() => new Set(firstOf(requests)))
  const [environment, setEnvironment] = useState<string | null>(environments[0] ?? null)
  const take = useMutation({
    mutationFn: () => client.interchange.take({ ...source, environment }),
    onSuccess: (taken) => {
      for (const [index, { draft }] of taken.requests.entries()) {
        if (chosen.has(index)) workbench.getState().openDraft(draft)
      }
      notifications.show({ message: t('import.taken', { name: taken.name }) })
      onClose()
    },
  })

  return (
    <>
      {environments.length > 0 && (
        <Select
          label={t('import.environment')}
          placeholder={t('import.noEnvironment')}
          clearable
          data={[...new Set(environments)]}
          value={environment}
          onChange={setEnvironment}
        />
      )}
      {requests.length > 0 && <RequestChoice requests={requests} chosen={chosen} onChange={setChosen} />}
      <ImportNotes notes={notes} />
      {take.isError && <ErrorNote error={take.error} />}
      <Group justify="flex-end">
        <Button onClick={onClose}>{t('page:common.cancel')}</Button>
        <Button variant="filled" loading={take.isPending} onClick={() => take.mutate()}>
          {chosen.size === 0 ? t('import.takeVariables') : t('import.take', { count: chosen.size })}
        </Button>
      </Group>
    </>
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
  const { t } = useTranslation('interchange')
  // A list of thousands is no choice to make by hand.
  const shown = requests.slice(0, 500)
  const toggle = (index: number) => {
    const next = new Set(chosen)
    if (!next.delete(index)) next.add(index)
    onChange(next)
  }

  return (
    <fieldset className={classes.list}>
      <legend>{t('import.requests')}</legend>
      {requests.length > mostTabs && <Text c="dimmed">{t('import.many', { count: mostTabs })}</Text>}
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
