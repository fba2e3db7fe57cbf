import { Checkbox, Group, SegmentedControl, Select, Stack, Text, TextInput } from '@mantine/core'
import { useTranslation } from 'react-i18next'

import { cloudColour, endpointInterface } from '../../../shared/model/cloud.ts'
import type { CloudForm, FormField } from './cloud-form.ts'

interface FieldsProps {
  readonly form: CloudForm
  change(changes: Partial<CloudForm>): void
  errorOf(field: FormField): string | undefined
}

export function UserFields({ form, change, errorOf }: FieldsProps) {
  const { t } = useTranslation()
  return (
    <Choice
      label={t('clouds.user')}
      value={form.userBy}
      onChange={(userBy) => change({ userBy })}
      options={[
        { value: 'name', label: t('clouds.byName') },
        { value: 'id', label: t('clouds.byId') },
      ]}
    >
      {form.userBy === 'id' ? (
        <Field label={t('clouds.userId')} field="userId" {...{ form, change, errorOf }} />
      ) : (
        <>
          <Field label={t('clouds.userName')} field="userName" {...{ form, change, errorOf }} />
          <Field label={t('clouds.userDomain')} field="userDomain" {...{ form, change, errorOf }} />
        </>
      )}
    </Choice>
  )
}

export function ScopeFields({ form, change, errorOf }: FieldsProps) {
  const { t } = useTranslation()
  return (
    <Choice
      label={t('clouds.scope')}
      value={form.scopeKind}
      onChange={(scopeKind) => change({ scopeKind })}
      options={[
        { value: 'project', label: t('clouds.scopeProject') },
        { value: 'domain', label: t('clouds.scopeDomain') },
        { value: 'unscoped', label: t('clouds.scopeUnscoped') },
        { value: 'default', label: t('clouds.scopeDefault') },
      ]}
    >
      {form.scopeKind === 'project' && (
        <>
          <Select
            label={t('clouds.projectBy')}
            w={110}
            value={form.projectBy}
            data={[
              { value: 'name', label: t('clouds.byName') },
              { value: 'id', label: t('clouds.byId') },
            ]}
            onChange={(value) => change({ projectBy: value === 'id' ? 'id' : 'name' })}
          />
          {form.projectBy === 'id' ? (
            <Field label={t('clouds.projectId')} field="projectId" {...{ form, change, errorOf }} />
          ) : (
            <>
              <Field label={t('clouds.projectName')} field="projectName" {...{ form, change, errorOf }} />
              <Field label={t('clouds.projectDomain')} field="projectDomain" {...{ form, change, errorOf }} />
            </>
          )}
        </>
      )}
      {form.scopeKind === 'domain' && (
        <Field label={t('clouds.domainName')} field="domainName" {...{ form, change, errorOf }} />
      )}
    </Choice>
  )
}

export function ConnectionFields({ form, change, errorOf }: FieldsProps) {
  const { t } = useTranslation()
  return (
    <>
      <Group grow align="flex-start">
        <Field label={t('clouds.region')} field="regionName" {...{ form, change, errorOf }} />
        <Select
          label={t('clouds.interface')}
          value={form.interface}
          data={endpointInterface.options}
          onChange={(value) => change({ interface: endpointInterface.parse(value) })}
        />
      </Group>
      <Field
        label={t('clouds.caFile')}
        description={t('clouds.caFileHint')}
        field="caFile"
        {...{ form, change, errorOf }}
      />
      <Checkbox
        label={t('clouds.verifyTls')}
        checked={form.verifyTls}
        onChange={(event) => change({ verifyTls: event.currentTarget.checked })}
        error={form.verifyTls ? undefined : t('clouds.verifyTlsOff')}
      />
    </>
  )
}

export function LookFields({ form, change }: FieldsProps) {
  const { t } = useTranslation()
  return (
    <Select
      label={t('clouds.colour')}
      value={form.colour}
      data={cloudColour.options.map((colour) => ({ value: colour, label: t(`clouds.colours.${colour}`) }))}
      leftSection={
        <span style={{ width: 10, height: 10, borderRadius: 2, background: `var(--cloud-${form.colour})` }} />
      }
      onChange={(value) => change({ colour: cloudColour.parse(value) })}
    />
  )
}

function Field({
  label,
  description,
  field,
  form,
  change,
  errorOf,
}: FieldsProps & { label: string; description?: string; field: FormField }) {
  return (
    <TextInput
      label={label}
      description={description}
      value={String(form[field])}
      error={errorOf(field)}
      style={{ flex: 1 }}
      onChange={(event) => change({ [field]: event.currentTarget.value })}
    />
  )
}

function Choice<Value extends string>({
  label,
  value,
  onChange,
  options,
  children,
}: {
  label: string
  value: Value
  onChange: (value: Value) => void
  options: { value: Value; label: string }[]
  children: React.ReactNode
}) {
  return (
    <Stack gap={6} role="group" aria-label={label}>
      <Group gap="sm">
        <Text fw={500}>{label}</Text>
        <SegmentedControl aria-label={label} value={value} onChange={onChange} data={options} />
      </Group>
      <Group align="flex-start">{children}</Group>
    </Stack>
  )
}
