import { Checkbox, Select } from '@mantine/core'
import { useTranslation } from 'react-i18next'

import type { AnswerPart } from '../../../../../shared/model/request-action.ts'
import { TemplateInput } from '../../pairs/template-input.tsx'
import classes from './actions.module.css'
import { ComparisonFields } from './comparison-fields.tsx'

interface PartFieldsProps {
  readonly label: string
  readonly part: AnswerPart
  readonly variables: ReadonlySet<string> | null
  readonly onChange: (part: AnswerPart) => void
}

/** A place in the answer. */
export function PartFields({ label, part, variables, onChange }: PartFieldsProps) {
  const { t } = useTranslation()
  const written = part.kind === 'header' ? part.name : part.kind === 'json' ? part.path : ''
  return (
    <>
      <Select
        w={150}
        aria-label={`${label}: ${t('requests.actions.part')}`}
        value={part.kind}
        onChange={(kind) => kind && onChange(partOf(kind, written))}
        data={partKinds.map((value) => ({ value, label: t(`requests.answerPart.${value}`) }))}
      />
      {(part.kind === 'header' || part.kind === 'json') && (
        <div className={classes.text}>
          <TemplateInput
            aria-label={`${label}: ${t(`requests.actions.partName.${part.kind}`)}`}
            placeholder={part.kind === 'header' ? 'X-Subject-Token' : '$.images[0].id'}
            value={written}
            variables={variables}
            onChange={(text) =>
              onChange(part.kind === 'json' ? { ...part, path: text } : { ...part, name: text })
            }
          />
        </div>
      )}
      {part.kind === 'json' && <Search label={label} part={part} variables={variables} onChange={onChange} />}
    </>
  )
}

interface SearchProps extends PartFieldsProps {
  readonly part: Extract<AnswerPart, { kind: 'json' }>
}

/** The one element of a list that is meant, by a field of it: "the id of the image named X". */
function Search({ label, part, variables, onChange }: SearchProps) {
  const { t } = useTranslation()
  const { find, ...whole } = part
  return (
    <>
      <Checkbox
        label={t('requests.actions.find')}
        checked={find !== undefined}
        onChange={(event) => onChange(event.currentTarget.checked ? { ...whole, find: blankSearch } : whole)}
      />
      {find && (
        <div className={classes.search} role="group" aria-label={t('requests.actions.find')}>
          <span className={classes.word}>{t('requests.actions.where')}</span>
          <SearchText
            label={`${label}: ${t('requests.actions.field')}`}
            placeholder="name"
            value={find.field}
            onChange={(field) => onChange({ ...part, find: { ...find, field } })}
          />
          <ComparisonFields
            label={t('requests.actions.field')}
            valueLabel={`${t('requests.actions.field')}: ${t('requests.value')}`}
            compared={find}
            variables={variables}
            onChange={(compared) => onChange({ ...part, find: { ...find, ...compared } })}
          />
          <span className={classes.word}>{t('requests.actions.take')}</span>
          <SearchText
            label={`${label}: ${t('requests.actions.takeLabel')}`}
            placeholder="id"
            value={find.take}
            onChange={(take) => onChange({ ...part, find: { ...find, take } })}
          />
        </div>
      )}
    </>
  )
}

interface SearchTextProps {
  readonly label: string
  readonly placeholder: string
  readonly value: string
  readonly onChange: (value: string) => void
}

function SearchText({ label, ...input }: SearchTextProps) {
  return (
    <div className={classes.text}>
      <TemplateInput {...input} aria-label={label} variables={null} />
    </div>
  )
}

const partKinds = ['status', 'header', 'json', 'body', 'time'] as const

const blankSearch = { field: '', comparison: 'equal', value: '', take: '' } as const

function partOf(kind: AnswerPart['kind'], text: string): AnswerPart {
  if (kind === 'header') return { kind, name: text }
  return kind === 'json' ? { kind, path: text } : { kind }
}
