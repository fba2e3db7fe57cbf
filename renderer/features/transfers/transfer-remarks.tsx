import { Button, FileButton } from '@mantine/core'
import { useTranslation } from 'react-i18next'

import type { Problem } from '../../../shared/model/problem.ts'
import type { Transfer } from '../../../shared/model/transfer.ts'
import { explainProblem } from '../../lib/explain-error.ts'
import { formatMoment } from '../../lib/format-time.ts'
import { CopyButton } from '../../ui/copy-button.tsx'
import { ErrorMeaning } from '../../ui/error-meaning.tsx'
import classes from './transfers.module.css'
import type { TransferActions } from './use-transfer-actions.ts'
import { whatCanBeDone } from './what-can-be-done.ts'

interface TransferRemarksProps {
  transfer: Transfer
  actions: TransferActions
}

/** Below the line: why it failed and when it is tried again, what was left behind or left out, and where the file is. */
export function TransferRemarks({ transfer, actions }: TransferRemarksProps) {
  const { t } = useTranslation()
  const { problem, startedOver, savedPath, leftImageId, notCarried } = transfer
  const isBare = !problem && !startedOver && savedPath === null && leftImageId === null
  if (isBare && notCarried.length === 0) return null
  return (
    <div role="gridcell" className={classes.remarks}>
      {problem && <Why transfer={transfer} problem={problem} actions={actions} />}
      {leftImageId !== null && <LeftImage transfer={transfer} actions={actions} />}
      {startedOver && (
        <p className={classes.saved}>{t('transfers.startedOver', { why: explainProblem(t, startedOver) })}</p>
      )}
      {notCarried.length > 0 && (
        <p className={classes.saved}>
          {t('transfers.notCarried')} <span className="mono">{notCarried.join(', ')}</span>
        </p>
      )}
      {savedPath !== null && (
        <p className={classes.saved}>
          {t('transfers.savedAs')} <span className="mono">{savedPath}</span>
          <CopyButton value={savedPath} label={t('transfers.path')} />
        </p>
      )}
    </div>
  )
}

function Why({ transfer, problem, actions }: TransferRemarksProps & { problem: Problem }) {
  const { t, i18n } = useTranslation()
  const { id, state, retryAtMs } = transfer
  const next =
    retryAtMs === null
      ? t('transfers.retryAfterSignIn')
      : t('transfers.retryAt', { time: formatMoment(retryAtMs, i18n.language) })
  return (
    <p className={classes.problem}>
      {explainProblem(t, problem)} {state === 'waiting' && next} <ErrorMeaning code={problem.code} />{' '}
      {whatCanBeDone(transfer).chooseFile && (
        <FileButton onChange={(file) => file && actions.retryWith(id, file)}>
          {(button) => (
            <Button {...button} size="compact-xs">
              {t('transfers.chooseFile')}
            </Button>
          )}
        </FileButton>
      )}
    </p>
  )
}

function LeftImage({ transfer: { id, leftImageId }, actions }: TransferRemarksProps) {
  const { t } = useTranslation()
  return (
    <p className={classes.saved}>
      {t('transfers.leftImage')} <span className="mono">{leftImageId}</span>
      <Button size="compact-xs" onClick={() => actions.retry(id)}>
        {t('transfers.retryIntoLeft')}
      </Button>
      <Button size="compact-xs" onClick={() => actions.deleteLeft(id)}>
        {t('transfers.deleteLeft')}
      </Button>
    </p>
  )
}
