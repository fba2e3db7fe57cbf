import { Button, Group } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'

import { useApi } from '../../lib/api-context.tsx'
import { CopyButton } from '../../ui/copy-button.tsx'
import { ErrorNote } from '../../ui/error-note.tsx'

/** The token's fingerprint, and the token itself only after "reveal" and until "hide". */
export function TokenReveal({ cloudId, fingerprint }: { cloudId: string; fingerprint: string }) {
  const { t } = useTranslation()
  const { query } = useApi()
  const reveal = useMutation(query.clouds.revealToken.mutationOptions({ gcTime: 0 }))

  if (reveal.error) return <ErrorNote error={reveal.error} />
  return (
    <Group gap="sm">
      {reveal.data ? (
        <>
          <span className="mono">{reveal.data.token}</span>
          <CopyButton value={reveal.data.token} label={t('clouds.token')} />
          <Button onClick={() => reveal.reset()}>{t('clouds.hide')}</Button>
        </>
      ) : (
        <>
          <span className="mono">{fingerprint}…</span>
          <Button onClick={() => reveal.mutate({ cloudId })} loading={reveal.isPending}>
            {t('clouds.reveal')}
          </Button>
        </>
      )}
    </Group>
  )
}
