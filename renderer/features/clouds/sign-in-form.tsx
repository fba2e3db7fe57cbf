import { Button, Checkbox, Group, PasswordInput, Stack, Text } from '@mantine/core'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'

import type { Cloud } from '../../../shared/model/cloud.ts'
import { useApi } from '../../lib/api-context.tsx'
import { ErrorNote } from '../../ui/error-note.tsx'

/** Signs in with the kept password, or with one that is typed. */
export function SignInForm({ cloud }: { cloud: Cloud }) {
  const { t } = useTranslation()
  const { query } = useApi()
  const info = useQuery(query.app.info.queryOptions({ staleTime: Infinity }))
  const signIn = useMutation(query.clouds.signIn.mutationOptions())
  const [password, setPassword] = useState('')
  const [isKept, setKept] = useState(true)
  const user = 'name' in cloud.settings.user ? cloud.settings.user.name : cloud.settings.user.id

  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        signIn.mutate({ cloudId: cloud.id, password: password || null, isKept })
      }}
    >
      <Stack gap="sm" maw={420}>
        <PasswordInput
          label={t('clouds.passwordOf', { user })}
          description={cloud.hasPassword ? t('clouds.passwordIsKept') : undefined}
          value={password}
          autoComplete="off"
          onChange={(event) => setPassword(event.currentTarget.value)}
        />
        <Checkbox
          label={t('clouds.keepPassword')}
          description={info.data && t(`settings.keyStore.${info.data.keyStore}`)}
          checked={isKept}
          onChange={(event) => setKept(event.currentTarget.checked)}
        />
        {signIn.error && <ErrorNote error={signIn.error} />}
        <Group>
          <Button
            type="submit"
            variant="filled"
            loading={signIn.isPending}
            disabled={!password && !cloud.hasPassword}
          >
            {t('clouds.signIn')}
          </Button>
          {signIn.isPending && <Text c="dimmed">{t('clouds.signingIn')}</Text>}
        </Group>
      </Stack>
    </form>
  )
}
