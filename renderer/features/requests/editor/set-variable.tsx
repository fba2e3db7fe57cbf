import { Button, Checkbox, PasswordInput, TextInput } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'

import { useApi } from '../../../lib/api-context.tsx'
import { ErrorNote } from '../../../ui/error-note.tsx'
import classes from './variables-panel.module.css'

const empty = { name: '', value: '', isSecret: false }

/** Sets a variable by hand. A secret one is hidden while it is typed and never shown again. */
export function SetVariable() {
  const { t } = useTranslation()
  const [typed, setTyped] = useState(empty)
  const isWrong = typed.name !== '' && !/^[A-Za-z_][\w-]*$/.test(typed.name)
  const set = useSetVariable(() => setTyped(empty))
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (typed.name !== '' && !isWrong) set.mutate(typed)
  }
  const Value = typed.isSecret ? PasswordInput : TextInput

  return (
    <form className={classes.form} onSubmit={submit}>
      <TextInput
        w={200}
        aria-label={t('requests.captureVariable')}
        placeholder={t('requests.captureVariable')}
        spellCheck={false}
        value={typed.name}
        error={isWrong && t('requests.variableNameInvalid')}
        onChange={(event) => setTyped({ ...typed, name: event.currentTarget.value })}
      />
      <Value
        flex={1}
        aria-label={t('requests.value')}
        placeholder={t('requests.value')}
        spellCheck={false}
        autoComplete="off"
        value={typed.value}
        onChange={(event) => setTyped({ ...typed, value: event.currentTarget.value })}
      />
      <Checkbox
        mt={7}
        label={t('requests.captureSecret')}
        checked={typed.isSecret}
        onChange={(event) => setTyped({ ...typed, isSecret: event.currentTarget.checked })}
      />
      <Button type="submit" disabled={typed.name === '' || isWrong} loading={set.isPending}>
        {t('requests.setVariable')}
      </Button>
      {set.isError && <ErrorNote error={set.error} />}
    </form>
  )
}

function useSetVariable(onSet: () => void) {
  const { query } = useApi()
  const queries = useQueryClient()
  return useMutation(
    query.requests.setVariable.mutationOptions({
      onSuccess: async () => {
        onSet()
        await queries.invalidateQueries({ queryKey: query.requests.variables.key() })
      },
    }),
  )
}
