import { Button, Group, Loader, Stack, TextInput } from '@mantine/core'
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
  /** False in a collection that comes with the app. */
  readonly canChange: boolean
  readonly onDuplicate: (of: EnvironmentEdit) => void
  readonly onRemove: (of: EnvironmentEdit) => void
  readonly onEdit: (edit: EnvironmentEdit) => void
}

/** The name and the variables of one environment. */
export function EnvironmentForm(props: EnvironmentFormProps) {
  const { id, edit, taken, canChange, onEdit } = props
  const { t } = useTranslation()
  const { query } = useApi()
  const isNew = edit?.id === null
  const stored = useQuery(query.collections.environment.queryOptions({ input: isNew ? skipToken : { id } }))
  const shown = edit ?? (stored.data && editOf(id, stored.data))
  const held = useHeldSecrets(edit?.copyOf ?? (isNew ? null : id), shown?.variables ?? [])

  if (stored.isError) return <ErrorNote error={stored.error} onRetry={() => void stored.refetch()} />
  if (!shown) return <Loader size="xs" />
  return (
    <div className={classes.form}>
      <Stack gap="sm">
        {canChange && (
          <Group align="flex-start" gap="sm" wrap="nowrap">
            <TextInput
              autoFocus={isNew}
              flex={1}
              aria-label={t('requests.name')}
              placeholder={t('requests.name')}
              value={shown.name}
              error={isTaken(shown.name, taken) && t('requests.environments.taken')}
              onChange={(event) => onEdit({ ...shown, name: event.currentTarget.value })}
            />
            {!isNew && (
              <Button onClick={() => props.onDuplicate(shown)}>{t('requests.tree.duplicate')}</Button>
            )}
            <Button color="red" onClick={() => props.onRemove(shown)}>
              {t('common.delete')}…
            </Button>
          </Group>
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
  const collectionId = id.split('/')[0] ?? ''
  return { id, collectionId, name, nameBefore: name, before: variables, variables }
}
