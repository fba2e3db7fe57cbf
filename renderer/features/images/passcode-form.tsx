import { Button, Group, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'

interface PasscodeFormProps {
  isPending: boolean
  onPasscode: (passcode: string) => void
}

/** The second step of a sign-in, for a user whom Keystone asks for a passcode as well. */
export function PasscodeForm({ isPending, onPasscode }: PasscodeFormProps) {
  const { t } = useTranslation()
  const [passcode, setPasscode] = useState('')
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        if (passcode.trim() !== '') onPasscode(passcode.trim())
        setPasscode('')
      }}
    >
      <Group align="flex-end" justify="center">
        <TextInput
          label={t('clouds.passcode')}
          description={t('clouds.secondStep')}
          inputMode="numeric"
          autoComplete="one-time-code"
          data-autofocus
          autoFocus
          value={passcode}
          onChange={(event) => setPasscode(event.currentTarget.value)}
        />
        <Button type="submit" variant="filled" loading={isPending}>
          {t('clouds.continue')}
        </Button>
      </Group>
    </form>
  )
}
