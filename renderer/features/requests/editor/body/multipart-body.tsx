import { ActionIcon, Button, Checkbox, Group } from '@mantine/core'
import { IconPlus, IconX } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'

import type { MultipartPart } from '../../../../../shared/model/request.ts'
import grid from '../../pairs/pair-grid.module.css'
import { TemplateInput } from '../../pairs/template-input.tsx'
import panel from '../panel.module.css'
import { ChooseFile } from './choose-file.tsx'
import classes from './multipart-body.module.css'

interface MultipartBodyProps {
  readonly parts: readonly MultipartPart[]
  readonly onChange: (parts: MultipartPart[]) => void
  readonly variables: ReadonlySet<string> | null
}

/** The parts of a form, each a text or a file that is streamed. */
export function MultipartBody({ parts, onChange, variables }: MultipartBodyProps) {
  const { t } = useTranslation()
  const add = (part: MultipartPart) => onChange([...parts, part])
  return (
    <div className={panel.scroll}>
      {parts.length > 0 && (
        <table className={`${grid.grid} ${classes.parts}`} aria-label={t('requests.bodyKinds.multipart')}>
          <thead>
            <tr>
              <td />
              <th scope="col">{t('requests.name')}</th>
              <th scope="col">{t('requests.value')}</th>
              <th scope="col">{t('requests.partType')}</th>
              <td />
            </tr>
          </thead>
          <tbody>
            {parts.map((part, index) => (
              <PartRow
                key={index}
                part={part}
                number={index + 1}
                variables={variables}
                onChange={(changed) => onChange(parts.with(index, changed))}
                onRemove={() => onChange(parts.toSpliced(index, 1))}
              />
            ))}
          </tbody>
        </table>
      )}
      <Group gap="sm" mt="sm">
        <Button
          leftSection={<IconPlus size={14} aria-hidden />}
          onClick={() => add({ kind: 'text', name: '', value: '', isEnabled: true })}
        >
          {t('requests.addText')}
        </Button>
        <Button
          leftSection={<IconPlus size={14} aria-hidden />}
          onClick={() => add({ kind: 'file', name: '', file: null, isEnabled: true })}
        >
          {t('requests.addFile')}
        </Button>
      </Group>
    </div>
  )
}

interface PartRowProps {
  readonly part: MultipartPart
  readonly number: number
  readonly variables: ReadonlySet<string> | null
  readonly onChange: (part: MultipartPart) => void
  readonly onRemove: () => void
}

function PartRow({ part, number, variables, onChange, onRemove }: PartRowProps) {
  const { t } = useTranslation()
  const name = part.name || t('requests.row', { number })
  return (
    <tr data-off={!part.isEnabled || undefined}>
      <td className={grid.switch}>
        <Checkbox
          checked={part.isEnabled}
          aria-label={t('requests.rowSwitch', { name })}
          onChange={(event) => onChange({ ...part, isEnabled: event.currentTarget.checked })}
        />
      </td>
      <td>
        <TemplateInput
          aria-label={`${t('requests.name')}: ${name}`}
          value={part.name}
          variables={variables}
          onChange={(text) => onChange({ ...part, name: text })}
        />
      </td>
      <td>
        {part.kind === 'text' ? (
          <TemplateInput
            aria-label={t('requests.valueOf', { name })}
            value={part.value}
            variables={variables}
            onChange={(value) => onChange({ ...part, value })}
          />
        ) : (
          <ChooseFile file={part.file} size="compact-xs" onChange={(file) => onChange({ ...part, file })} />
        )}
      </td>
      <td>
        <TemplateInput
          aria-label={`${t('requests.partType')}: ${name}`}
          placeholder={part.kind === 'text' ? 'text/plain' : 'application/octet-stream'}
          value={part.contentType ?? ''}
          variables={variables}
          onChange={(type) => onChange(withType(part, type))}
        />
      </td>
      <td className={grid.actions}>
        <ActionIcon size="sm" aria-label={t('requests.removeRow', { name })} onClick={onRemove}>
          <IconX size={14} aria-hidden />
        </ActionIcon>
      </td>
    </tr>
  )
}

function withType(part: MultipartPart, type: string): MultipartPart {
  if (type !== '') return { ...part, contentType: type }
  const { contentType: _, ...untyped } = part
  return untyped
}
