import { IconCheck, IconMinus, IconX } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'

import type { ActionOutcome, AnswerPart, Condition } from '../../../../shared/model/request-action.ts'
import classes from './action-notes.module.css'

interface ActionNotesProps {
  readonly outcomes: readonly ActionOutcome[]
  readonly status: number | null
}

/** What each action was to do, and whether it did. Never the value that a variable got. */
export function ActionNotes({ outcomes, status }: ActionNotesProps) {
  const { t } = useTranslation()
  return (
    <ul className={classes.notes} aria-label={t('requests.tab.actions')}>
      {outcomes.map((outcome, index) => (
        <li key={index} className={classes.note}>
          <ActionSentence outcome={outcome} />
          <span className={classes.outcome} data-set={outcome.isMet || undefined}>
            <OutcomeIcon outcome={outcome} />{' '}
            {t(`requests.actionOutcome.${outcome.reason}`, { status, found: outcome.found ?? '' })}
          </span>
        </li>
      ))}
    </ul>
  )
}

function OutcomeIcon({ outcome: { isMet, reason } }: { outcome: ActionOutcome }) {
  if (isMet) return <IconCheck size={13} aria-hidden />
  return reason === 'not-asked' ? <IconMinus size={13} aria-hidden /> : <IconX size={13} aria-hidden />
}

function ActionSentence({ outcome: { action } }: { outcome: ActionOutcome }) {
  const { t } = useTranslation()
  return (
    <span>
      {action.when && (
        <>
          <Claim claim={action.when} /> →{' '}
        </>
      )}
      {action.kind === 'assert' ? (
        <Claim claim={action.claim} />
      ) : (
        <>
          {t('requests.actionSet')} <b>{action.variable}</b> {t('requests.actionFrom')}{' '}
          <Part part={action.part} />
        </>
      )}
    </span>
  )
}

function Claim({ claim: { part, comparison, value } }: { claim: Condition }) {
  const { t } = useTranslation()
  return (
    <>
      <Part part={part} /> {t(`requests.comparison.${comparison}`)}
      {comparison !== 'exists' && comparison !== 'not-exists' && (
        <>
          {' '}
          <code>{value}</code>
        </>
      )}
    </>
  )
}

function Part({ part }: { part: AnswerPart }) {
  const { t } = useTranslation()
  const name = part.kind === 'header' ? part.name : part.kind === 'json' ? part.path : null
  return (
    <>
      {t(`requests.answerPart.${part.kind}`)}
      {name !== null && (
        <>
          {' '}
          <code>{name}</code>
        </>
      )}
    </>
  )
}
