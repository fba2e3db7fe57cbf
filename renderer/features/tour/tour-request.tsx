import type { UseQueryResult } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'

import { formatBytes } from '../../../shared/format-bytes.ts'
import type { RequestDraft } from '../../../shared/model/request.ts'
import { CopyButton } from '../../ui/copy-button.tsx'
import { ErrorNote } from '../../ui/error-note.tsx'
import { MethodTag } from '../../ui/method-tag.tsx'
import classes from './tour.module.css'

/** A request as it is written, and beside it the same as a cURL line. */
export function TourRequest({ draft, curl }: { draft: RequestDraft; curl: UseQueryResult<string> }) {
  const { t } = useTranslation('tour')
  return (
    <div className={classes.pair}>
      <section className={classes.pane} aria-labelledby="tour-request">
        <div className={classes.paneHead}>
          <h3 id="tour-request">{t('request')}</h3>
        </div>
        <div className={classes.code} tabIndex={0} role="group" aria-labelledby="tour-request">
          <p>
            <MethodTag method={draft.method} /> {draft.url}
          </p>
          {draft.headers.map(({ name, value }) => (
            <p key={name}>
              <span className={classes.faint}>{name}:</span> {value}
            </p>
          ))}
          <Body body={draft.body} />
        </div>
      </section>
      <section className={classes.pane} aria-labelledby="tour-curl">
        <div className={classes.paneHead}>
          <h3 id="tour-curl">{t('curl')}</h3>
          {curl.data !== undefined && <CopyButton value={curl.data} label={t('curl')} />}
        </div>
        {curl.isError && <ErrorNote error={curl.error} onRetry={() => void curl.refetch()} />}
        <pre className={classes.code} tabIndex={0} aria-labelledby="tour-curl">
          {curl.data ?? ''}
        </pre>
      </section>
    </div>
  )
}

function Body({ body }: Pick<RequestDraft, 'body'>) {
  const { t } = useTranslation('tour')
  if (body.kind === 'text') return <pre>{body.text}</pre>
  if (body.kind !== 'file' || !body.file) return <p className={classes.faint}>{t('noBody')}</p>
  const { name, sizeBytes } = body.file
  return <p className={classes.faint}>{t('fileBody', { name, size: formatBytes(sizeBytes) })}</p>
}
