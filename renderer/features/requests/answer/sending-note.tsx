import { Loader } from '@mantine/core'
import { useTranslation } from 'react-i18next'

import type { RequestDraft } from '../../../../shared/model/request.ts'
import { formatBytes } from '../../../../shared/format-bytes.ts'
import { StatusChip } from '../../../ui/exchange/status-chip.tsx'
import classes from './answer-pane.module.css'
import type { Answer } from './create-answers.ts'

interface SendingNoteProps {
  readonly answer: Extract<Answer, { state: 'sending' }>
  readonly draft: RequestDraft
}

/** A request under way: what went, what came, and of how much where that is known. */
export function SendingNote({ answer: { status, sentBytes, receivedBytes }, draft }: SendingNoteProps) {
  const { t } = useTranslation()
  const total = draft.body.kind === 'file' ? (draft.body.file?.sizeBytes ?? null) : null
  const size = formatBytes(sentBytes)

  return (
    <div className={classes.sending}>
      {status ? <StatusChip status={status.code} text={status.text} /> : <Loader size="xs" />}
      <span role="status">{t(status ? 'requests.receiving' : 'requests.waiting')}</span>
      {sentBytes > 0 && (
        <span className="mono">
          {total === null
            ? t('requests.sentSoFar', { size })
            : t('requests.sentOf', { size, total: formatBytes(total) })}
        </span>
      )}
      {receivedBytes > 0 && (
        <span className="mono">{t('requests.receivedSoFar', { size: formatBytes(receivedBytes) })}</span>
      )}
      {total !== null && total > 0 && !status && (
        <progress
          className={classes.progress}
          max={total}
          value={sentBytes}
          aria-label={t('requests.waiting')}
        />
      )}
    </div>
  )
}
