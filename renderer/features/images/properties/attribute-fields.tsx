import { Checkbox, Group, NumberInput, Select, TextInput } from '@mantine/core'
import { useTranslation } from 'react-i18next'

import { attributeOf, type ImageAttributeValue } from '../../../../shared/model/wire-image.ts'
import { visibilities } from '../create/image-form.ts'
import type { ImageEdit } from './use-image-edit.ts'

/** The attributes that every image has and a client can set. */
export function AttributeFields({ edit }: { edit: ImageEdit }) {
  const { t } = useTranslation()
  const valueOf = (name: string): ImageAttributeValue | undefined =>
    Object.hasOwn(edit.edits, name) ? edit.edits[name] : attributeOf(edit.base, name)
  const amountOf = (name: string) => Number(valueOf(name) ?? 0)

  return (
    <>
      <TextInput
        label={t('images.column.name')}
        maxLength={255}
        value={String(valueOf('name') ?? '')}
        onChange={(event) => edit.edit({ name: event.currentTarget.value || null })}
      />
      <Select
        label={t('images.column.visibility')}
        data={visibilities}
        value={String(valueOf('visibility'))}
        onChange={(visibility) => visibility && edit.edit({ visibility })}
      />
      <Group grow>
        <Amount
          label={t('images.field.minDisk')}
          value={amountOf('min_disk')}
          onChange={(min_disk) => edit.edit({ min_disk })}
        />
        <Amount
          label={t('images.field.minRam')}
          value={amountOf('min_ram')}
          onChange={(min_ram) => edit.edit({ min_ram })}
        />
      </Group>
      <Group grow>
        <Checkbox
          label={t('images.fact.protected')}
          checked={valueOf('protected') === true}
          onChange={(event) => edit.edit({ protected: event.currentTarget.checked })}
        />
        <Checkbox
          label={t('images.fact.hidden')}
          checked={valueOf('os_hidden') === true}
          onChange={(event) => edit.edit({ os_hidden: event.currentTarget.checked })}
        />
      </Group>
    </>
  )
}

interface AmountProps {
  label: string
  value: number
  onChange: (value: number) => void
}

function Amount({ label, value, onChange }: AmountProps) {
  return (
    <NumberInput
      label={label}
      allowDecimal={false}
      allowNegative={false}
      min={0}
      max={2 ** 31 - 1}
      value={value}
      onChange={(typed) => onChange(Number(typed))}
    />
  )
}
