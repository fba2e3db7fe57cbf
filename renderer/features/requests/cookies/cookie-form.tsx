import { Button, Checkbox, Group, PasswordInput, Select, Stack, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'

import type { CookieEdit, CookieFacts } from '../../../../shared/model/cookie.ts'
import { useApi } from '../../../lib/api-context.tsx'
import { ErrorNote } from '../../../ui/error-note.tsx'
import form from '../editor/form.module.css'
import { momentOf, writtenMoment } from './written-moment.ts'
import { useChangeCookies } from './use-change-cookies.ts'

interface CookieFormProps {
  readonly environmentId: string | null
  /** Null: a new one is written. */
  readonly before: CookieFacts | null
  readonly onClose: () => void
}

/** Everything of one cookie. The value that it has stays where none is written. */
export function CookieForm({ environmentId, before, onClose }: CookieFormProps) {
  const { t } = useTranslation(['workbench', 'page'])
  const { client } = useApi()
  const [edit, setEdit] = useState<CookieEdit>(() => (before ? { ...before, value: null } : blank))
  const replaces = before && { name: before.name, domain: before.domain, path: before.path }
  const save = useChangeCookies(() => client.cookies.save({ environmentId, cookie: edit, replaces }), onClose)
  const isReady = edit.name !== '' && edit.domain !== '' && edit.path !== ''

  return (
    <form
      aria-label={before ? t('cookies.edit', { name: before.name }) : t('cookies.add')}
      onSubmit={(event) => {
        event.preventDefault()
        if (isReady) save.mutate()
      }}
    >
      <Stack gap="md">
        <Fields edit={edit} isNew={before === null} onEdit={setEdit} />
        {save.error && <ErrorNote error={save.error} />}
        <Group justify="flex-end">
          <Button onClick={onClose}>{t('page:common.cancel')}</Button>
          <Button type="submit" variant="filled" disabled={!isReady} loading={save.isPending}>
            {t('page:common.save')}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}

const blank: CookieEdit = {
  name: '',
  value: '',
  domain: '',
  path: '/',
  isSecure: false,
  isHttpOnly: false,
  isHostOnly: true,
  sameSite: null,
  expiresAtMs: null,
}

interface FieldsProps {
  readonly edit: CookieEdit
  readonly isNew: boolean
  readonly onEdit: (edit: CookieEdit) => void
}

function Fields({ edit, isNew, onEdit }: FieldsProps) {
  const { t } = useTranslation('workbench')
  const change = (changes: Partial<CookieEdit>) => onEdit({ ...edit, ...changes })
  return (
    <div className={form.form}>
      {(['name', 'domain', 'path'] as const).map((field) => (
        <TextInput
          key={field}
          label={t(`cookies.${field}`)}
          spellCheck={false}
          autoComplete="off"
          data-autofocus={field === 'name' || undefined}
          placeholder={field === 'domain' ? 'cloud.example' : ''}
          value={edit[field]}
          onChange={(event) => change({ [field]: event.currentTarget.value })}
        />
      ))}
      <PasswordInput
        label={t('cookies.value')}
        autoComplete="off"
        placeholder={isNew ? '' : t('cookies.asItIs')}
        value={edit.value ?? ''}
        onChange={({ currentTarget: { value } }) => change({ value: value === '' && !isNew ? null : value })}
      />
      <TextInput
        type="datetime-local"
        step={1}
        label={t('cookies.ends')}
        description={edit.expiresAtMs === null ? t('cookies.withApp') : undefined}
        inputWrapperOrder={['label', 'input', 'description']}
        value={edit.expiresAtMs === null ? '' : writtenMoment(edit.expiresAtMs)}
        onChange={(event) => change({ expiresAtMs: momentOf(event.currentTarget.value) })}
      />
      <Select
        label="SameSite"
        allowDeselect={false}
        data={[
          { value: '', label: t('cookies.unsaid') },
          { value: 'strict', label: 'Strict' },
          { value: 'lax', label: 'Lax' },
          { value: 'none', label: 'None' },
        ]}
        value={edit.sameSite ?? ''}
        onChange={(chosen) =>
          change({ sameSite: (['strict', 'lax', 'none'] as const).find((each) => each === chosen) ?? null })
        }
      />
      <Checkbox
        label={t('cookies.alsoBelow')}
        checked={!edit.isHostOnly}
        onChange={(event) => change({ isHostOnly: !event.currentTarget.checked })}
      />
      <Checkbox
        label={t('cookies.secure')}
        checked={edit.isSecure}
        onChange={(event) => change({ isSecure: event.currentTarget.checked })}
      />
      <Checkbox
        label="HttpOnly"
        checked={edit.isHttpOnly}
        onChange={(event) => change({ isHttpOnly: event.currentTarget.checked })}
      />
    </div>
  )
}
