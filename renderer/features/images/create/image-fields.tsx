import { Checkbox, Group, NumberInput, Select, TagsInput, Textarea, TextInput } from '@mantine/core'
import { useTranslation } from 'react-i18next'

import type { ImageFormats } from '../../../../shared/model/image.ts'
import { type FormProblems, type ImageForm, visibilities } from './image-form.ts'

interface ImageFieldsProps {
  form: ImageForm
  formats: ImageFormats
  problems: FormProblems
  onChange: (changes: Partial<ImageForm>) => void
}

export function ImageFields({ form, formats, problems, onChange }: ImageFieldsProps) {
  const { t } = useTranslation()
  const errorOf = (field: keyof ImageForm) => problems[field] && t(`images.problem.${problems[field]}`)

  return (
    <>
      <TextInput
        data-autofocus
        label={t('images.column.name')}
        value={form.name}
        error={errorOf('name')}
        onChange={(event) => onChange({ name: event.currentTarget.value })}
      />
      <Group grow align="flex-start">
        <FormatSelect
          label={t('images.field.diskFormat')}
          formats={formats.disk}
          value={form.diskFormat}
          onChange={(diskFormat) => onChange({ diskFormat })}
        />
        <FormatSelect
          label={t('images.field.containerFormat')}
          formats={formats.container}
          value={form.containerFormat}
          onChange={(containerFormat) => onChange({ containerFormat })}
        />
        <Select
          label={t('images.column.visibility')}
          data={visibilities}
          value={form.visibility}
          onChange={(visibility) => visibility && onChange({ visibility })}
        />
      </Group>
      <Group grow align="flex-start">
        <NumberInput
          label={t('images.field.minDisk')}
          allowDecimal={false}
          allowNegative={false}
          min={0}
          placeholder="0"
          value={form.minDiskGb}
          error={errorOf('minDiskGb')}
          onChange={(minDiskGb) => onChange({ minDiskGb })}
        />
        <NumberInput
          label={t('images.field.minRam')}
          allowDecimal={false}
          allowNegative={false}
          min={0}
          placeholder="0"
          value={form.minRamMb}
          error={errorOf('minRamMb')}
          onChange={(minRamMb) => onChange({ minRamMb })}
        />
      </Group>
      <TagsInput
        size="xs"
        label={t('images.column.tags')}
        description={t('images.field.tagsHint')}
        value={form.tags}
        error={errorOf('tags')}
        onChange={(tags) => onChange({ tags })}
      />
      <Textarea
        label={t('images.tab.properties')}
        description={t('images.field.propertiesHint')}
        placeholder="os_distro=debian"
        classNames={{ input: 'mono' }}
        spellCheck={false}
        autosize
        minRows={2}
        maxRows={8}
        value={form.properties}
        error={errorOf('properties')}
        onChange={(event) => onChange({ properties: event.currentTarget.value })}
      />
      <TextInput
        label={t('images.field.id')}
        description={t('images.field.idHint')}
        classNames={{ input: 'mono' }}
        spellCheck={false}
        value={form.id}
        error={errorOf('id')}
        onChange={(event) => onChange({ id: event.currentTarget.value })}
      />
      <Checkbox
        label={t('images.field.protected')}
        description={t('images.field.protectedHint')}
        checked={form.isProtected}
        onChange={(event) => onChange({ isProtected: event.currentTarget.checked })}
      />
    </>
  )
}

interface FormatSelectProps {
  label: string
  formats: readonly string[]
  value: string | null
  onChange: (format: string | null) => void
}

function FormatSelect({ label, formats, value, onChange }: FormatSelectProps) {
  const { t } = useTranslation()
  return (
    <Select
      label={label}
      data={[...formats]}
      value={value}
      searchable
      clearable
      placeholder={t('images.field.noFormat')}
      onChange={onChange}
    />
  )
}
