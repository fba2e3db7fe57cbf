import { Loader, Select, Stack, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'

import type { CodeTargetId, WrittenCode } from '../../../../shared/model/code.ts'
import type { RequestDraft } from '../../../../shared/model/request.ts'
import { useApi } from '../../../lib/api-context.tsx'
import { useActiveCloud } from '../../../lib/live.ts'
import { CopyButton } from '../../../ui/copy-button.tsx'
import { Dialog } from '../../../ui/dialog.tsx'
import { ErrorNote } from '../../../ui/error-note.tsx'
import { usePlace } from '../environments/use-environments.ts'
import { sendableDraft } from '../sendable-draft.ts'
import classes from './written-out.module.css'

/** The open request in another language, without its secrets. */
export function CodeDialog({ draft, onClose }: { draft: RequestDraft; onClose: () => void }) {
  const { t } = useTranslation('interchange')
  const { query } = useApi()
  const cloudId = useActiveCloud()?.id ?? null
  const place = usePlace()
  const [target, setTarget] = useState<CodeTargetId>('python-requests')
  const sendable = sendableDraft(draft)
  const input = { draft: typeof sendable === 'string' ? draft : sendable, cloudId, place, target }
  const targets = useQuery(query.interchange.codeTargets.queryOptions({ staleTime: Infinity }))
  // What variables hold may be another thing the next time.
  const written = useQuery(query.interchange.code.queryOptions({ input, staleTime: 0, gcTime: 0 }))

  return (
    <Dialog title={t('code.title')} size="xl" hasFields={false} onClose={onClose}>
      <Stack gap="sm">
        <Select
          data-autofocus
          label={t('code.target')}
          maw={280}
          allowDeselect={false}
          data={(targets.data ?? []).map(({ id, title }) => ({ value: id, label: title }))}
          value={target}
          onChange={(chosen) => chosen !== null && setTarget(chosen)}
        />
        {targets.isError && <ErrorNote error={targets.error} onRetry={() => void targets.refetch()} />}
        {written.isError && <ErrorNote error={written.error} onRetry={() => void written.refetch()} />}
        {written.isPending && <Loader size="xs" />}
        {written.data && <Written written={written.data} />}
      </Stack>
    </Dialog>
  )
}

function Written({ written: { code, remarks } }: { written: WrittenCode }) {
  const { t } = useTranslation('interchange')
  return (
    <>
      {code !== '' && (
        <div className={classes.frame}>
          <pre className={classes.code} role="region" aria-label={t('code.label')} tabIndex={0}>
            {code}
          </pre>
          <div className={classes.copy}>
            <CopyButton value={code} label={t('code.copyLabel')} />
          </div>
        </div>
      )}
      {remarks.length > 0 && (
        <section aria-label={t('code.remarks')}>
          <Text fw={600}>{t('code.remarks')}</Text>
          <ul className={classes.list}>
            {remarks.map((remark) => (
              <li key={`${remark.code} ${remark.detail}`}>
                {t(`code.remark.${remark.code}`, { detail: remark.detail })}
              </li>
            ))}
          </ul>
        </section>
      )}
      {code !== '' && <Text c="dimmed">{t('code.noSecrets')}</Text>}
    </>
  )
}
