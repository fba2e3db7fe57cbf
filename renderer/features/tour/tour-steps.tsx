import { UnstyledButton } from '@mantine/core'
import { IconCheck } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'

import { tourCalls } from './tour-calls.ts'
import classes from './tour.module.css'
import type { Tour } from './use-tour.ts'

/** The nine steps, the open one and those that are done; each can be opened. */
export function TourSteps({ tour }: { tour: Tour }) {
  const { t } = useTranslation('tour')
  return (
    <nav aria-label={t('steps')}>
      <ol className={classes.steps}>
        {tourCalls.map((call, index) => {
          const isDone = tour.done[call] !== undefined
          return (
            <li key={call}>
              <UnstyledButton
                className={classes.stepButton}
                aria-current={index === tour.step ? 'step' : undefined}
                onClick={() => tour.goTo(index)}
              >
                <span className={classes.number} data-done={isDone || undefined}>
                  {isDone ? <IconCheck size={14} aria-label={t('isDone')} /> : index + 1}
                </span>
                {t(`call.${call}.name`)}
              </UnstyledButton>
            </li>
          )
        })}
      </ol>
    </nav>
  )
}
