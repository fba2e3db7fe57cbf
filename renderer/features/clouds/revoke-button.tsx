import { useMutation } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'

import { useApi } from '../../lib/api-context.tsx'
import type { SignedInCloud } from '../../lib/live.ts'
import { ErrorNote } from '../../ui/error-note.tsx'
import { ExplainedButton } from '../../ui/explained-button.tsx'

/** Ends the token in use and goes on with another: for one that was copied to where it should not be. */
export function RevokeButton({ cloud }: { cloud: SignedInCloud }) {
  const { t } = useTranslation()
  const { query } = useApi()
  const revoke = useMutation(query.clouds.revoke.mutationOptions())
  return (
    <>
      <ExplainedButton
        reason={cloud.session.isRenewable ? null : t('clouds.revokeEnds')}
        hint={t('clouds.revokeHint')}
        loading={revoke.isPending}
        onClick={() => revoke.mutate({ cloudId: cloud.id })}
      >
        {t('clouds.revoke')}
      </ExplainedButton>
      {revoke.error && <ErrorNote error={revoke.error} />}
    </>
  )
}
