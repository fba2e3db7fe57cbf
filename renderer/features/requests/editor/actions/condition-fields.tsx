import { useTranslation } from 'react-i18next'

import type { Condition } from '../../../../../shared/model/request-action.ts'
import { ComparisonFields } from './comparison-fields.tsx'
import { PartFields } from './part-fields.tsx'

interface ConditionFieldsProps {
  /** What the condition is for, before the names of its fields. */
  readonly label: string
  readonly condition: Condition
  readonly variables: ReadonlySet<string> | null
  readonly onChange: (condition: Condition) => void
}

/** A part of the answer, how it is compared, and with what. */
export function ConditionFields({ label, condition, variables, onChange }: ConditionFieldsProps) {
  const { t } = useTranslation()
  return (
    <>
      <PartFields
        label={label}
        part={condition.part}
        variables={variables}
        onChange={(part) => onChange({ ...condition, part })}
      />
      <ComparisonFields
        label={label}
        compared={condition}
        valueLabel={`${label}: ${t('requests.value')}`}
        variables={variables}
        onChange={(compared) => onChange({ ...condition, ...compared })}
      />
    </>
  )
}
