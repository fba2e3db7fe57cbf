import { notifications } from '@mantine/notifications'
import { memo } from 'react'
import { useTranslation } from 'react-i18next'

import { ErrorNote } from '../../../ui/error-note.tsx'
import type { RequestTab } from '../../../../shared/model/request-workspace.ts'
import { workbench } from '../tabs/use-workbench.ts'
import classes from './answer-pane.module.css'
import { AnswerView } from './answer-view.tsx'
import { ActionNotes } from './action-notes.tsx'
import { type CapturedPart, captureOf } from './capture-of.ts'
import { SendingNote } from './sending-note.tsx'
import type { Answer } from './create-answers.ts'
import { useAnswers } from './use-answers.ts'
import { useShownAnswer } from './use-shown-answer.ts'

/** What became of the request: nothing yet, under way, an answer, or why there is none. */
export function AnswerPane({ tab }: { tab: RequestTab }) {
  const { t } = useTranslation()
  const answer = useAnswers(({ byTab }) => byTab.get(tab.id))
  const shown = useShownAnswer(answer)
  return (
    <section
      className={classes.pane}
      aria-label={t('requests.answer')}
      aria-busy={answer?.state === 'sending'}
    >
      {shown?.state === 'sending' ? (
        <SendingNote answer={shown} draft={tab.draft} />
      ) : (
        <CurrentAnswer tabId={tab.id} answer={shown} />
      )}
    </section>
  )
}

interface CurrentAnswerProps {
  readonly tabId: string
  readonly answer: Exclude<Answer, { state: 'sending' }> | undefined
}

/** Drawn again for another answer alone: not while one types, nor for each word of a send under way. */
const CurrentAnswer = memo(({ tabId, answer }: CurrentAnswerProps) => {
  const { t } = useTranslation()

  function capture(part: CapturedPart): void {
    const { tabs, edit } = workbench.getState()
    const { actions = [] } = tabs.find(({ id }) => id === tabId)?.draft ?? {}
    const action = captureOf(part, actions)
    edit(tabId, { actions: [...actions, action] })
    notifications.show({
      message: t('requests.body.captured', {
        name: action.variable,
        path: part.kind === 'json' ? part.path : part.name,
      }),
    })
  }

  switch (answer?.state) {
    case undefined:
      return (
        <div className={classes.blank}>
          <p>{t('requests.answerEmpty')}</p>
          <p>{t('requests.answerEmptyHint')}</p>
        </div>
      )
    case 'cancelled':
      return <p className={classes.note}>{t('requests.cancelled')}</p>
    case 'failed':
      return answer.record ? (
        <AnswerView record={answer.record} error={answer.error}>
          {null}
        </AnswerView>
      ) : (
        <div className={classes.note}>
          <ErrorNote error={answer.error} />
        </div>
      )
    case 'answered': {
      const { record, outcomes } = answer
      return (
        <AnswerView record={record} onCapture={capture}>
          {outcomes.length > 0 && <ActionNotes outcomes={outcomes} status={record.status} />}
        </AnswerView>
      )
    }
  }
})
