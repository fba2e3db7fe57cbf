import { IconCheck, IconX } from '@tabler/icons-react'
import { Trans, useTranslation } from 'react-i18next'

import type { Capture, CaptureOutcome } from '../../../../shared/model/request.ts'
import classes from './capture-notes.module.css'

interface CaptureNotesProps {
  readonly rules: readonly Capture[]
  readonly outcomes: readonly CaptureOutcome[]
  readonly status: number | null
}

/** What each capture was to do, and whether it did. Never the value. */
export function CaptureNotes({ rules, outcomes, status }: CaptureNotesProps) {
  const { t } = useTranslation()
  return (
    <ul className={classes.notes} aria-label={t('requests.tab.captures')}>
      {outcomes.map((outcome, index) => {
        const rule = rules[index]
        return (
          <li key={index} className={classes.note}>
            {rule && <RuleSentence rule={rule} />}
            <span className={classes.outcome} data-set={outcome.isSet || undefined}>
              {outcome.isSet ? <IconCheck size={13} aria-hidden /> : <IconX size={13} aria-hidden />}{' '}
              {t(`requests.captureOutcome.${outcome.reason}`, { status })}
            </span>
          </li>
        )
      })}
    </ul>
  )
}

function RuleSentence({ rule: { variable, source, whenStatus } }: { rule: Capture }) {
  const { t } = useTranslation()
  const words = {
    variable,
    status: whenStatus,
    source: source.kind === 'header' ? source.name : source.path,
  }
  const when = whenStatus === null ? 'always' : 'onStatus'
  return (
    <span>
      <Trans
        t={t}
        i18nKey={`requests.captureRule.${when}.${source.kind}`}
        values={words}
        components={{ b: <b />, code: <code /> }}
      />
    </span>
  )
}
