import { Select } from '@mantine/core'
import { useTranslation } from 'react-i18next'

import { comparison, type Comparison } from '../../../../../shared/model/request-action.ts'
import { TemplateInput } from '../../pairs/template-input.tsx'
import classes from './actions.module.css'

interface Compared {
  readonly comparison: Comparison
  readonly value: string
}

interface ComparisonFieldsProps {
  readonly label: string
  readonly valueLabel: string
  readonly compared: Compared
  readonly variables: ReadonlySet<string> | null
  readonly onChange: (compared: Compared) => void
}

/** How something is compared and with which value, where the comparison takes one. */
export function ComparisonFields({
  label,
  valueLabel,
  compared,
  variables,
  onChange,
}: ComparisonFieldsProps) {
  const { t } = useTranslation()
  const takesValue = compared.comparison !== 'exists' && compared.comparison !== 'not-exists'
  return (
    <>
      <Select
        w={150}
        aria-label={`${label}: ${t('requests.actions.comparison')}`}
        value={compared.comparison}
        onChange={(kind) => kind && onChange({ comparison: kind, value: compared.value })}
        data={comparison.options.map((value) => ({ value, label: t(`requests.comparison.${value}`) }))}
      />
      {takesValue && (
        <div className={classes.text}>
          <TemplateInput
            aria-label={valueLabel}
            value={compared.value}
            variables={variables}
            onChange={(value) => onChange({ comparison: compared.comparison, value })}
          />
        </div>
      )}
    </>
  )
}
