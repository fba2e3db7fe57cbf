import { Button, Group, Text } from '@mantine/core'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'

import type { RequestAuth } from '../../../../shared/model/request-auth.ts'
import { useApi } from '../../../lib/api-context.tsx'
import { useActiveCloud } from '../../../lib/live.ts'
import { ErrorNote } from '../../../ui/error-note.tsx'
import { usePlace } from '../environments/use-environments.ts'
import classes from './form.module.css'

type Step =
  | { readonly kind: 'idle' | 'asking' | 'done' }
  | { readonly kind: 'open'; readonly url: string }
  | { readonly kind: 'failed'; readonly error: unknown }

/** Signs in for an authorization code: the page of the server opens in the browser, when it is told to. */
export function OauthSignIn({ auth }: { auth: RequestAuth }) {
  const { t } = useTranslation()
  const { step, start, stop } = useSignIn(auth)
  if (step.kind === 'open')
    return (
      <Group gap="xs" className={classes.row ?? ''}>
        <Button component="a" href={step.url} target="_blank" rel="noopener noreferrer">
          {t('requests.auth.openPage', { host: new URL(step.url).host })}
        </Button>
        <Button variant="default" onClick={stop}>
          {t('common.cancel')}
        </Button>
        <Text c="dimmed" size="xs" role="status">
          {t('requests.auth.waiting')}
        </Text>
      </Group>
    )
  return (
    <Group gap="xs" className={classes.row ?? ''}>
      <Button onClick={() => void start()} loading={step.kind === 'asking'}>
        {t('requests.auth.signIn')}
      </Button>
      {step.kind === 'done' && <Text role="status">{t('requests.auth.signedIn')}</Text>}
      {step.kind === 'failed' && <ErrorNote error={step.error} />}
    </Group>
  )
}

function useSignIn(auth: RequestAuth) {
  const { client } = useApi()
  const cloudId = useActiveCloud()?.id ?? null
  const place = usePlace()
  const [step, setStep] = useState<Step>({ kind: 'idle' })
  const running = useRef<AbortController>(undefined)
  useEffect(() => () => running.current?.abort(), [])

  const stop = () => {
    running.current?.abort()
    setStep({ kind: 'idle' })
  }
  const start = async () => {
    const { signal } = (running.current = new AbortController())
    setStep({ kind: 'asking' })
    try {
      for await (const event of await client.requests.authorize({ auth, cloudId, place }, { signal }))
        setStep(event.type === 'open' ? { kind: 'open', url: event.url } : { kind: 'done' })
    } catch (error) {
      if (!signal.aborted) setStep({ kind: 'failed', error })
    }
  }
  return { step, start, stop }
}
