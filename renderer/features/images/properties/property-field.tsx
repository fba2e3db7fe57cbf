import { ActionIcon, Autocomplete, Tooltip } from '@mantine/core'
import { IconArrowBackUp, IconX } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'

import type { MetadefProperty } from '../../../../shared/model/image-service.ts'
import { checkProperty } from './check-property.ts'
import classes from './properties.module.css'
import type { ImageEdit } from './use-image-edit.ts'

interface PropertyFieldProps {
  name: string
  edit: ImageEdit
  definition: MetadefProperty | undefined
}

/** One property, with the choices and the words that the cloud's catalogue has for it. */
export function PropertyField({ name, edit, definition }: PropertyFieldProps) {
  const { t } = useTranslation()
  const isEdited = Object.hasOwn(edit.edits, name)
  const value = isEdited ? edit.edits[name] : edit.base.properties[name]
  const isGone = value === undefined
  const text = String(value ?? '')
  const problem = isEdited && !isGone ? checkProperty(text, definition) : null
  // The cloud keeps these for itself and refuses to change them.
  const isReadOnly = name.startsWith('os_glance_')
  const remove = t(isGone ? 'images.properties.keep' : 'images.properties.remove', { name })

  return (
    <Autocomplete
      label={<span className={`mono ${isGone ? classes.gone : ''}`}>{name}</span>}
      description={definition && [definition.title, definition.description].filter(Boolean).join('. ')}
      data={choicesOf(definition)}
      classNames={{ input: 'mono', description: classes.description ?? '' }}
      value={text}
      disabled={isGone || isReadOnly}
      error={problem && t(`images.properties.problem.${problem.code}`, { ...problem })}
      onChange={(typed) => edit.edit({ [name]: typed })}
      rightSection={
        !isReadOnly && (
          <Tooltip label={remove}>
            <ActionIcon
              size="sm"
              aria-label={remove}
              onClick={() => edit.edit({ [name]: isGone ? (edit.base.properties[name] ?? '') : undefined })}
            >
              {isGone ? <IconArrowBackUp size={14} aria-hidden /> : <IconX size={14} aria-hidden />}
            </ActionIcon>
          </Tooltip>
        )
      }
    />
  )
}

function choicesOf(definition: MetadefProperty | undefined): string[] {
  if (!definition) return []
  return definition.type === 'boolean' ? ['true', 'false'] : [...new Set(definition.choices)]
}
