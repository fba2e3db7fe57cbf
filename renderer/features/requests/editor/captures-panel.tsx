import { Button } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'

import type { RequestAction, SetVariable } from '../../../../shared/model/request-action.ts'
import grid from '../pairs/pair-grid.module.css'
import { CaptureRow } from './capture-row.tsx'
import classes from './captures-panel.module.css'
import panel from './panel.module.css'

interface CapturesPanelProps {
  readonly actions: readonly RequestAction[]
  readonly onChange: (actions: RequestAction[]) => void
}

const blank: SetVariable = {
  kind: 'set-variable',
  variable: '',
  part: { kind: 'json', path: '' },
  isSecret: false,
  isEnabled: true,
  when: null,
  onFailure: 'go-on',
}

/** What the answer gives to the next requests. */
export function CapturesPanel({ actions, onChange }: CapturesPanelProps) {
  const { t } = useTranslation()
  const captures = actions.flatMap((rule, index) => (rule.kind === 'set-variable' ? [{ rule, index }] : []))
  return (
    <div className={panel.scroll}>
      {captures.length > 0 && (
        <table className={`${grid.grid} ${classes.captures}`} aria-label={t('requests.tab.captures')}>
          <thead>
            <tr>
              <th scope="col">{t('requests.captureVariable')}</th>
              <th scope="col">{t('requests.captureFrom')}</th>
              <th scope="col">{t('requests.captureSource')}</th>
              <th scope="col">{t('requests.captureStatus')}</th>
              <th scope="col">{t('requests.captureSecret')}</th>
              <td />
            </tr>
          </thead>
          <tbody>
            {captures.map(({ rule, index }, row) => (
              <CaptureRow
                key={index}
                rule={rule}
                number={row + 1}
                onChange={(changed) => onChange(actions.with(index, changed))}
                onRemove={() => onChange(actions.toSpliced(index, 1))}
              />
            ))}
          </tbody>
        </table>
      )}
      <Button
        mt="sm"
        leftSection={<IconPlus size={14} aria-hidden />}
        onClick={() => onChange([...actions, blank])}
      >
        {t('requests.addCapture')}
      </Button>
      <p className={panel.hint}>{t('requests.capturesHint', { example: '{{name}}' })}</p>
    </div>
  )
}
