import { Group, SegmentedControl, Stack, Text, TextInput } from '@mantine/core'
import type { ReactNode } from 'react'

import type { CloudForm, FormField as FieldName } from './cloud-form.ts'

export interface FieldsProps {
  readonly form: CloudForm
  change(changes: Partial<CloudForm>): void
  errorOf(field: FieldName): string | undefined
}

/** One line of text of the form. */
export function FormField({
  label,
  description,
  placeholder,
  field,
  isMono = false,
  fields: { form, change, errorOf },
}: {
  label: string
  description?: string
  placeholder?: string
  field: FieldName
  isMono?: boolean
  fields: FieldsProps
}) {
  return (
    <TextInput
      label={label}
      description={description}
      placeholder={placeholder}
      classNames={isMono ? { input: 'mono' } : {}}
      value={String(form[field])}
      error={errorOf(field)}
      spellCheck={false}
      style={{ flex: 1 }}
      onChange={(event) => change({ [field]: event.currentTarget.value })}
    />
  )
}

/** A choice between kinds, and the fields of the kind that is chosen. */
export function FormChoice<Value extends string>({
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
  children: ReactNode
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
