import { Button } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'

import type { Capture } from '../../../../shared/model/request.ts'
import grid from '../pairs/pair-grid.module.css'
import { CaptureRow } from './capture-row.tsx'
import classes from './captures-panel.module.css'
import panel from './panel.module.css'

interface CapturesPanelProps {
  readonly captures: readonly Capture[]
  readonly onChange: (captures: Capture[]) => void
}

const blank: Capture = {
  variable: '',
  source: { kind: 'json', path: '' },
  whenStatus: null,
  isSecret: false,
}

/** What the answer gives to the next requests. */
export function CapturesPanel({ captures, onChange }: CapturesPanelProps) {
  const { t } = useTranslation()
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
            {captures.map((rule, index) => (
              <CaptureRow
                key={index}
                rule={rule}
                number={index + 1}
                onChange={(changed) => onChange(captures.with(index, changed))}
                onRemove={() => onChange(captures.toSpliced(index, 1))}
              />
            ))}
          </tbody>
        </table>
      )}
      <Button
        mt="sm"
        leftSection={<IconPlus size={14} aria-hidden />}
        onClick={() => onChange([...captures, blank])}
      >
        {t('requests.addCapture')}
      </Button>
      <p className={panel.hint}>{t('requests.capturesHint', { example: '{{name}}' })}</p>
    </div>
  )
}
