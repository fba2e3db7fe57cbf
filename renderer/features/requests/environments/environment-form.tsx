import { Loader, Stack, TextInput } from '@mantine/core'
import { skipToken, useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'

import { useApi } from '../../../lib/api-context.tsx'
import { ErrorNote } from '../../../ui/error-note.tsx'
import { DefinitionTable } from '../definitions/definition-table.tsx'
import { useHeldSecrets } from '../definitions/use-held-secrets.ts'
import { type EnvironmentEdit, isTaken } from './environment-edit.ts'
import classes from './environments-dialog.module.css'

interface EnvironmentFormProps {
  /** Of the environment, unless it is only in `edit` yet. */
  readonly id: string
  readonly edit: EnvironmentEdit | undefined
  readonly taken: readonly string[]
  readonly onEdit: (edit: EnvironmentEdit) => void
}

/** The variables of one environment, and the name of a new one. */
export function EnvironmentForm({ id, edit, taken, onEdit }: EnvironmentFormProps) {
  const { t } = useTranslation()
  const { query } = useApi()
  const isNew = edit?.id === null
  const stored = useQuery(query.collections.environment.queryOptions({ input: isNew ? skipToken : { id } }))
  const shown = edit ?? (stored.data && editOf(id, stored.data))
  const held = useHeldSecrets(isNew ? null : id, shown?.variables ?? [])

  if (stored.isError) return <ErrorNote error={stored.error} onRetry={() => void stored.refetch()} />
  if (!shown) return <Loader size="xs" />
  return (
    <div className={classes.form}>
      <Stack gap="sm">
        {isNew && (
          <TextInput
            autoFocus
            label={t('requests.name')}
            value={shown.name}
            error={isTaken(shown.name, taken) && t('requests.environments.taken')}
            onChange={(event) => onEdit({ ...shown, name: event.currentTarget.value })}
          />
        )}
        <DefinitionTable
          label={t('requests.environments.variables', { name: shown.name })}
          variables={shown.variables}
          held={held}
          onChange={(variables) => onEdit({ ...shown, variables })}
        />
      </Stack>
    </div>
  )
}

function editOf(
  id: string,
  { name, variables }: { name: string; variables: EnvironmentEdit['variables'] },
): EnvironmentEdit {
  return { id, collectionId: id.split('/')[0] ?? '', name, before: variables, variables }
}
