import { ActionIcon, Loader } from '@mantine/core'
import { IconX } from '@tabler/icons-react'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'

import type { Variable } from '../../../../shared/model/request.ts'
import { useApi } from '../../../lib/api-context.tsx'
import { ErrorNote } from '../../../ui/error-note.tsx'
import grid from '../pairs/pair-grid.module.css'
import { useVariables } from '../use-variables.ts'
import panel from './panel.module.css'
import { SetVariable } from './set-variable.tsx'
import classes from './variables-panel.module.css'

/** Every `{{name}}` that has a value, where the value is from, and a line to set one. */
export function VariablesPanel() {
  const { t } = useTranslation()
  const variables = useVariables()

  return (
    <div className={panel.scroll}>
      <SetVariable />
      {variables.isPending && <Loader size="xs" />}
      {variables.isError && <ErrorNote error={variables.error} onRetry={() => void variables.refetch()} />}
      {variables.data?.length === 0 && <p className={panel.hint}>{t('requests.variablesEmpty')}</p>}
      {variables.data && variables.data.length > 0 && <VariableTable variables={variables.data} />}
      <p className={panel.hint}>{t('requests.variablesHint', { example: '{{name}}' })}</p>
    </div>
  )
}

function VariableTable({ variables }: { variables: readonly Variable[] }) {
  const { t } = useTranslation()
  return (
    <table className={`${grid.grid} ${classes.variables}`} aria-label={t('requests.tab.variables')}>
      <thead>
        <tr>
          <th scope="col">{t('requests.name')}</th>
          <th scope="col">{t('requests.value')}</th>
          <th scope="col">{t('requests.origin')}</th>
          <td />
        </tr>
      </thead>
      <tbody>
        {variables.map((variable) => (
          <VariableRow key={variable.name} variable={variable} />
        ))}
      </tbody>
    </table>
  )
}

function VariableRow({ variable: { name, value, isSecret, origin } }: { variable: Variable }) {
  const { t } = useTranslation()
  const { query } = useApi()
  const queries = useQueryClient()
  const unset = useMutation(
    query.requests.setVariable.mutationOptions({
      onSuccess: () => queries.invalidateQueries({ queryKey: query.requests.variables.key() }),
    }),
  )

  return (
    <tr>
      <th scope="row" className={classes.name}>
        {name}
      </th>
      <td className={classes.value}>{isSecret ? <i>{t('requests.secretValue')}</i> : value}</td>
      <td className={classes.origin}>{t(`requests.originOf.${origin}`)}</td>
      <td className={grid.actions}>
        {origin !== 'cloud' && (
          <ActionIcon
            size="sm"
            aria-label={t('requests.unsetVariable', { name })}
            onClick={() => unset.mutate({ name, value: null, isSecret })}
          >
            <IconX size={14} aria-hidden />
          </ActionIcon>
        )}
      </td>
    </tr>
  )
}
