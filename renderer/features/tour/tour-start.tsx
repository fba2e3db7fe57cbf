import { Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'

import type { Cloud } from '../../../shared/model/cloud.ts'
import { isSignedIn, useActiveCloud } from '../../lib/live.ts'
import { useNavigation } from '../../lib/navigation.ts'
import { useSandboxStart } from '../../lib/use-sandbox-start.ts'
import { EmptyState } from '../../ui/empty-state.tsx'
import { ErrorNote } from '../../ui/error-note.tsx'

interface TourStartProps {
  /** Where the tour was begun, if that cloud is still known; it is signed out. */
  cloud: Cloud | undefined
  onBegin: (cloudId: string) => void
}

/** Where to make the calls: on the sandbox, or on the cloud in use. */
export function TourStart({ cloud, onBegin }: TourStartProps) {
  const { t } = useTranslation('tour')
  const go = useNavigation((navigation) => navigation.go)
  const active = useActiveCloud()
  const sandbox = useSandboxStart()
  const begin = () => sandbox.mutate(undefined, { onSuccess: ({ id }) => onBegin(id) })
  const failure = sandbox.isError && <ErrorNote error={sandbox.error} />

  if (cloud)
    return (
      <EmptyState title={t('title')} hint={t('signedOut', { cloud: cloud.settings.name })}>
        {cloud.origin === 'sandbox' ? (
          <Button variant="filled" loading={sandbox.isPending} onClick={() => sandbox.mutate(undefined)}>
            {t('goOnSandbox')}
          </Button>
        ) : (
          <Button variant="filled" onClick={() => go('clouds')}>
            {t('goToClouds')}
          </Button>
        )}
        <Button loading={sandbox.isPending} onClick={begin}>
          {t('onSandbox')}
        </Button>
        {failure}
      </EmptyState>
    )
  return (
    <EmptyState title={t('title')} hint={t('intro')}>
      <Button variant="filled" loading={sandbox.isPending} onClick={begin}>
        {t('onSandbox')}
      </Button>
      {isSignedIn(active) && active.origin !== 'sandbox' && active.session.imageEndpoint !== null && (
        <Button onClick={() => onBegin(active.id)}>{t('onCloud', { cloud: active.settings.name })}</Button>
      )}
      {failure}
    </EmptyState>
  )
}
