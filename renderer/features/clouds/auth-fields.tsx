import { PasswordInput, Select, TextInput } from '@mantine/core'
import { useTranslation } from 'react-i18next'

import { type AuthMethod, cloudAuth } from '../../../shared/model/cloud-auth.ts'
import { asksForUser } from './auth-form.ts'
import { type FieldsProps, FormChoice, FormField } from './form-field.tsx'

const methods: readonly AuthMethod[] = cloudAuth.options.map((option) => option.shape.method.value)

/** How to sign in: the method, who, the secret if it is to be kept, and the scope. */
export function AuthFields({ fields, isNew }: { fields: FieldsProps; isNew: boolean }) {
  const { t } = useTranslation()
  const { form, change } = fields
  return (
    <>
      <Select
        label={t('clouds.method')}
        description={t(`clouds.methodHints.${form.method}`)}
        value={form.method}
        data={methods.map((method) => ({ value: method, label: t(`clouds.methods.${method}`) }))}
        allowDeselect={false}
        onChange={(value) => change({ method: methods.find((method) => method === value) ?? 'password' })}
      />
      {form.method === 'application-credential' && <CredentialFields {...fields} />}
      {asksForUser(form) && <UserFields {...fields} />}
      {form.method !== 'totp' && (
        <PasswordInput
          label={t(`clouds.secrets.${form.method}`)}
          description={t(isNew ? 'clouds.secretLater' : 'clouds.secretKept')}
          value={form.secret}
          autoComplete="off"
          onChange={(event) => change({ secret: event.currentTarget.value })}
        />
      )}
      {(form.method === 'totp' || form.method === 'password-and-totp') && (
        <TextInput
          label={t('clouds.passcode')}
          description={t('clouds.passcodeForTest')}
          w={200}
          inputMode="numeric"
          autoComplete="one-time-code"
          value={form.passcode}
          onChange={(event) => change({ passcode: event.currentTarget.value })}
        />
      )}
      {form.method !== 'application-credential' && <ScopeFields {...fields} />}
    </>
  )
}

function CredentialFields(fields: FieldsProps) {
  const { t } = useTranslation()
  const { form, change } = fields
  return (
    <FormChoice
      label={t('clouds.credential')}
      value={form.credentialBy}
      onChange={(credentialBy) => change({ credentialBy })}
      options={[
        { value: 'id', label: t('clouds.byId') },
        { value: 'name', label: t('clouds.byName') },
      ]}
    >
      {form.credentialBy === 'id' ? (
        <FormField label={t('clouds.credentialId')} field="credentialId" isMono fields={fields} />
      ) : (
        <FormField label={t('clouds.credentialName')} field="credentialName" fields={fields} />
      )}
    </FormChoice>
  )
}

function UserFields(fields: FieldsProps) {
  const { t } = useTranslation()
  const { form, change } = fields
  return (
    <FormChoice
      label={t('clouds.user')}
      value={form.userBy}
      onChange={(userBy) => change({ userBy })}
      options={[
        { value: 'name', label: t('clouds.byName') },
        { value: 'id', label: t('clouds.byId') },
      ]}
    >
      {form.userBy === 'id' ? (
        <FormField label={t('clouds.userId')} field="userId" isMono fields={fields} />
      ) : (
        <>
          <FormField label={t('clouds.userName')} field="userName" fields={fields} />
          <FormField label={t('clouds.userDomain')} field="userDomain" fields={fields} />
        </>
      )}
    </FormChoice>
  )
}

function ScopeFields(fields: FieldsProps) {
  const { t } = useTranslation()
  const { form, change } = fields
  const kinds = ['project', 'domain', 'system', 'trust', 'unscoped', 'default'] as const
  return (
    <FormChoice
      label={t('clouds.scope')}
      value={form.scopeKind}
      onChange={(scopeKind) => change({ scopeKind })}
      options={kinds.map((kind) => ({ value: kind, label: t(`clouds.scopes.${kind}`) }))}
    >
      {form.scopeKind === 'project' && <ProjectFields {...fields} />}
      {form.scopeKind === 'domain' && (
        <FormField label={t('clouds.domainName')} field="domainName" fields={fields} />
      )}
      {form.scopeKind === 'trust' && (
        <FormField label={t('clouds.trustId')} field="trustId" isMono fields={fields} />
      )}
    </FormChoice>
  )
}

function ProjectFields(fields: FieldsProps) {
  const { t } = useTranslation()
  const { form, change } = fields
  return (
    <>
      <Select
        label={t('clouds.projectBy')}
        w={110}
        value={form.projectBy}
        allowDeselect={false}
        data={[
          { value: 'name', label: t('clouds.byName') },
          { value: 'id', label: t('clouds.byId') },
        ]}
        onChange={(value) => change({ projectBy: value === 'id' ? 'id' : 'name' })}
      />
      {form.projectBy === 'id' ? (
        <FormField label={t('clouds.projectId')} field="projectId" isMono fields={fields} />
      ) : (
        <>
          <FormField label={t('clouds.projectName')} field="projectName" fields={fields} />
          <FormField label={t('clouds.projectDomain')} field="projectDomain" fields={fields} />
        </>
      )}
    </>
  )
}
