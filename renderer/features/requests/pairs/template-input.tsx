import { type ComponentProps, useRef } from 'react'
import { useTranslation } from 'react-i18next'

import classes from './template-input.module.css'
import { templateParts } from './template-parts.ts'

interface TemplateInputProps extends Omit<ComponentProps<'input'>, 'value' | 'onChange'> {
  readonly value: string
  readonly onChange: (value: string) => void
  /** Names that have a value; null while they are not known. */
  readonly variables: ReadonlySet<string> | null
  readonly 'aria-label': string
}

/**
 * A line of text whose `{{name}}`s stand out. The text that is seen lies behind the field, whose own text is
 * transparent: so selection, undo and input methods stay the browser's.
 */
export function TemplateInput({ value, onChange, variables, className, ...input }: TemplateInputProps) {
  const { t } = useTranslation()
  const behind = useRef<HTMLDivElement>(null)
  const unknown = unknownNames(value, variables)

  return (
    <div className={`${classes.root} ${className ?? ''}`}>
      <div ref={behind} className={classes.behind} aria-hidden hidden={input.type === 'password'}>
        {templateParts(value).map((part, index) =>
          part.kind === 'text' ? (
            part.text
          ) : (
            <mark key={index} data-unknown={unknown.includes(part.name) || undefined}>
              {part.text}
            </mark>
          ),
        )}
      </div>
      <input
        {...input}
        value={value}
        spellCheck={false}
        autoComplete="off"
        autoCapitalize="off"
        aria-invalid={unknown.length > 0 || undefined}
        title={unknown.length > 0 ? t('requests.unknownVariables', { names: unknown.join(', ') }) : undefined}
        onChange={(event) => onChange(event.currentTarget.value)}
        onScroll={(event) => {
          if (behind.current) behind.current.scrollLeft = event.currentTarget.scrollLeft
        }}
      />
    </div>
  )
}

function unknownNames(value: string, variables: ReadonlySet<string> | null): string[] {
  if (variables === null) return []
  const names = templateParts(value).flatMap((part) => (part.kind === 'variable' ? [part.name] : []))
  return names.filter((name) => !variables.has(name))
}
