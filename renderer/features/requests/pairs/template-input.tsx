import { type ComponentProps, useRef } from 'react'
import { useTranslation } from 'react-i18next'

import { useVariables } from '../use-variables.ts'
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
  const behind = useRef<HTMLDivElement>(null)
  const unknown = unknownNames(value, variables)
  const explain = useExplainNames()

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
        title={explain(value, unknown)}
        onChange={(event) => onChange(event.currentTarget.value)}
        onScroll={(event) => {
          if (behind.current) behind.current.scrollLeft = event.currentTarget.scrollLeft
        }}
      />
    </div>
  )
}

/** What each `{{name}}` of a text stands for and where that is from, a line each; undefined when there is none. */
function useExplainNames(): (text: string, unknown: readonly string[]) => string | undefined {
  const { t } = useTranslation()
  const { data } = useVariables()
  return (text, unknown) => {
    const names = new Set(namesIn(text))
    const known = (data ?? []).filter(({ name }) => names.has(name))
    const lines = known.map(({ name, value, origin }) =>
      t('requests.variableIs', {
        name,
        value: value ?? t('requests.secretValue'),
        origin: t(`requests.originOf.${origin}`),
      }),
    )
    if (unknown.length > 0) lines.push(t('requests.unknownVariables', { names: unknown.join(', ') }))
    return lines.length > 0 ? lines.join('\n') : undefined
  }
}

function namesIn(text: string): string[] {
  return templateParts(text).flatMap((part) => (part.kind === 'variable' ? [part.name] : []))
}

function unknownNames(value: string, variables: ReadonlySet<string> | null): string[] {
  if (variables === null) return []
  return namesIn(value).filter((name) => !variables.has(name))
}
