import { Button, Stack } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'

import type { Cloud } from '../../../shared/model/cloud.ts'
import { useApi } from '../../lib/api-context.tsx'
import { useCommands } from '../../lib/commands.ts'
import { explainProblem } from '../../lib/explain-error.ts'
import { isMissingPasscode } from '../../lib/is-missing-passcode.ts'
import type { SignedInCloud } from '../../lib/live.ts'
import { useNavigation } from '../../lib/navigation.ts'
import { useSandboxStart } from '../../lib/use-sandbox-start.ts'
import { EmptyState } from '../../ui/empty-state.tsx'
import { ErrorNote } from '../../ui/error-note.tsx'
import { PasscodeForm } from './passcode-form.tsx'

export function NoCloud() {
  const { t } = useTranslation()
  const go = useNavigation((navigation) => navigation.go)
  const sandbox = useSandboxStart()
  const { mutate: startSandbox } = sandbox
  const commands = useMemo(
    () => [
      { id: 'start-sandbox', label: t('images.noCloud.sandbox'), run: () => startSandbox(undefined) },
      { id: 'start-clouds', label: t('images.noCloud.add'), run: () => go('clouds') },
    ],
    [t, go, startSandbox],
  )
  useCommands('no-cloud', commands)

  return (
    <EmptyState title={t('images.noCloud.title')} hint={t('images.noCloud.hint')}>
      <Button variant="filled" onClick={() => go('clouds')}>
        {t('images.noCloud.import')}
      </Button>
      <Button onClick={() => go('clouds')}>{t('images.noCloud.add')}</Button>
      <Button loading={sandbox.isPending} onClick={() => sandbox.mutate(undefined)}>
        {t('images.noCloud.sandbox')}
      </Button>
      <Button onClick={() => go('tour')}>{t('app.tour')}</Button>
      {sandbox.isError && <ErrorNote error={sandbox.error} />}
    </EmptyState>
  )
}

export function SignedOut({ cloud }: { cloud: Cloud }) {
  const { t } = useTranslation()
  const go = useNavigation((navigation) => navigation.go)
  const { query } = useApi()
  const sandbox = useSandboxStart()
  const signIn = useMutation(query.clouds.signIn.mutationOptions())
  const isPending = signIn.isPending || sandbox.isPending
  const [isSecondStep, setSecondStep] = useState(false)
  // The question is the second step itself; as an error it would say the same again.
  const error = isMissingPasscode(signIn.error) ? null : (signIn.error ?? sandbox.error)

  function enter(passcode: string | null) {
    signIn.mutate(
      { cloudId: cloud.id, secret: null, passcode, isKept: true },
      { onError: (failure) => isMissingPasscode(failure) && setSecondStep(true) },
    )
  }

  function start() {
    if (cloud.origin === 'sandbox') sandbox.mutate(undefined)
    else if (cloud.hasSecret) enter(null)
    else go('clouds')
  }

  return (
    <EmptyState
      title={t('images.signedOut.title', { cloud: cloud.settings.name })}
      hint={t('images.signedOut.hint')}
    >
      <Stack gap="sm" align="center">
        {isSecondStep ? (
          <PasscodeForm isPending={isPending} onPasscode={enter} />
        ) : (
          <Button variant="filled" loading={isPending} onClick={start}>
            {t('images.signedOut.signIn')}
          </Button>
        )}
        {error && <ErrorNote error={error} />}
      </Stack>
    </EmptyState>
  )
}

export function NoImageService({ cloud }: { cloud: SignedInCloud }) {
  const { t } = useTranslation()
  const go = useNavigation((navigation) => navigation.go)
  const hint = explainProblem(t, {
    code: 'NO_IMAGE_SERVICE',
    data: {
      cloudName: cloud.settings.name,
      interface: cloud.settings.interface,
      regionName: cloud.session.regionName ?? t('images.noService.anyRegion'),
    },
  })

  return (
    <EmptyState title={t('images.noService.title')} hint={hint}>
      <Button onClick={() => go('clouds')}>{t('images.noService.open')}</Button>
    </EmptyState>
  )
}
