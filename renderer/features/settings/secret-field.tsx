import { PasswordInput } from '@mantine/core'

interface SecretFieldProps {
  label: string
  value: string
  onChange: (value: string) => void
  error?: string | false
}

export function SecretField({ onChange, error = false, ...field }: SecretFieldProps) {
  return (
    <PasswordInput
      {...field}
      error={error}
      autoComplete="off"
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  )
}
