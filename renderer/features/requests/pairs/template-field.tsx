import { ActionIcon } from '@mantine/core'
import { IconEye, IconEyeOff } from '@tabler/icons-react'
import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'

import classes from './template-field.module.css'
import { TemplateInput } from './template-input.tsx'

interface TemplateFieldProps {
  readonly label: string
  readonly value: string
  readonly onChange: (value: string) => void
  readonly variables: ReadonlySet<string> | null
  /** Hidden until it is asked for, unless it names a variable. */
  readonly isSecret?: boolean
  readonly placeholder?: string
}

/** A labelled line of text that may hold `{{names}}`. */
export function TemplateField({ label, value, isSecret = false, ...input }: TemplateFieldProps) {
  const { t } = useTranslation()
  const id = useId()
  const [isRevealed, setRevealed] = useState(false)
  const isTyped = isSecret && value !== '' && !value.includes('{{')
  const Eye = isRevealed ? IconEyeOff : IconEye
  return (
    <div className={classes.field}>
      <label htmlFor={id}>{label}</label>
      <div className={classes.box}>
        <TemplateInput
          {...input}
          id={id}
          aria-label={label}
          value={value}
          type={isTyped && !isRevealed ? 'password' : 'text'}
        />
        {isTyped && (
          <ActionIcon
            size="sm"
            aria-label={t(isRevealed ? 'requests.conceal' : 'requests.reveal', { name: label })}
            onClick={() => setRevealed(!isRevealed)}
          >
            <Eye size={14} aria-hidden />
          </ActionIcon>
        )}
      </div>
    </div>
  )
}
