import { Button, Checkbox, Group, PasswordInput, Stack, Text, TextInput } from '@mantine/core'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'

import type { Cloud } from '../../../shared/model/cloud.ts'
import { needsPasscode, needsSecret, userOf } from '../../../shared/model/cloud-auth.ts'
import { useApi } from '../../lib/api-context.tsx'
import { isMissingPasscode } from '../../lib/is-missing-passcode.ts'
import { ErrorNote } from '../../ui/error-note.tsx'

/** Signs in with the kept secret, or with what is typed; a second step asks for what Keystone misses. */
export function SignInForm({ cloud }: { cloud: Cloud }) {
  const { t } = useTranslation()
  const { query } = useApi()
  const info = useQuery(query.app.info.queryOptions({ staleTime: Infinity }))
  const signIn = useMutation(query.clouds.signIn.mutationOptions())
  const [secret, setSecret] = useState('')
  const [passcode, setPasscode] = useState('')
  const [isKept, setKept] = useState(true)
  const { auth } = cloud.settings
  const [isSecondStep, setSecondStep] = useState(false)
  const asksSecret = needsSecret(auth) && !isSecondStep
  const asksPasscode = needsPasscode(auth) || isSecondStep
  const isReady = (!asksSecret || secret || cloud.hasSecret) && (!asksPasscode || passcode.trim())

  const submit = () =>
    signIn.mutate(
      { cloudId: cloud.id, secret: secret || null, passcode: passcode.trim() || null, isKept },
      {
        onError: (error) => {
          setPasscode('')
          if (isMissingPasscode(error)) setSecondStep(true)
        },
      },
    )
  const startAnew = () => {
    setSecondStep(false)
    signIn.reset()
  }
  // The question is the second step itself; as an error it would say the same again.
  const error = isSecondStep && isMissingPasscode(signIn.error) ? null : signIn.error

  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        if (isReady) submit()
      }}
    >
      <Stack gap="sm" maw={420}>
        {asksSecret && (
          <SecretFields cloud={cloud} secret={secret} onChange={setSecret}>
            <Checkbox
              label={t('clouds.keepSecret')}
              description={info.data && t(`settings.keyStore.${info.data.keyStore}`)}
              checked={isKept}
              onChange={(event) => setKept(event.currentTarget.checked)}
            />
          </SecretFields>
        )}
        {isSecondStep && <Text role="status">{t('clouds.secondStep')}</Text>}
        {asksPasscode && (
          <TextInput
            label={t('clouds.passcode')}
            description={t('clouds.passcodeHint')}
            inputMode="numeric"
            autoComplete="one-time-code"
            autoFocus={isSecondStep}
            w={200}
            value={passcode}
            onChange={(event) => setPasscode(event.currentTarget.value)}
          />
        )}
        {error && <ErrorNote error={error} />}
        <Group>
          <Button type="submit" variant="filled" loading={signIn.isPending} disabled={!isReady}>
            {t(isSecondStep ? 'clouds.continue' : 'clouds.signIn')}
          </Button>
          {isSecondStep && <Button onClick={startAnew}>{t('clouds.startAnew')}</Button>}
          {signIn.isPending && <Text c="dimmed">{t('clouds.signingIn')}</Text>}
        </Group>
      </Stack>
    </form>
  )
}

function SecretFields({
  cloud,
  secret,
  onChange,
  children,
}: {
  cloud: Cloud
  secret: string
  onChange: (secret: string) => void
  children: React.ReactNode
}) {
  const { t } = useTranslation()
  const { auth } = cloud.settings
  const user = userOf(auth)
  const name = user === null ? cloud.settings.name : 'name' in user ? user.name : user.id
  const method = auth.method === 'totp' ? 'password' : auth.method
  return (
    <>
      <PasswordInput
        label={t(`clouds.secretsOf.${method}`, { name })}
        description={cloud.hasSecret ? t('clouds.secretIsKept') : undefined}
        value={secret}
        autoComplete="off"
        onChange={(event) => onChange(event.currentTarget.value)}
      />
      {children}
    </>
  )
}
