import { Autocomplete, Button, Group, SegmentedControl, Stack } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'

import type { Image } from '../../../../shared/model/image.ts'
import type { SignedInCloud } from '../../../lib/live.ts'
import { AttributeFields } from './attribute-fields.tsx'
import { PatchPreview } from './patch-preview.tsx'
import { PropertyField } from './property-field.tsx'
import { RawProperties } from './raw-properties.tsx'
import { useDefinitions } from './use-definitions.ts'
import { type ImageEdit, useImageEdit } from './use-image-edit.ts'
import { useUndo } from './use-undo.tsx'

interface ImagePropertiesProps {
  cloud: SignedInCloud
  image: Image
}

/** Everything about an image that can be changed. Changes gather into one patch, which is shown before it is sent. */
export function ImageProperties({ cloud, image }: ImagePropertiesProps) {
  const { t } = useTranslation()
  const offerUndo = useUndo(cloud.id)
  const edit = useImageEdit(cloud.id, image, offerUndo)
  const [mode, setMode] = useState<'fields' | 'raw'>('fields')

  return (
    <Stack gap="sm">
      <PatchPreview cloud={cloud} image={image} edit={edit} />
      <SegmentedControl
        size="xs"
        aria-label={t('images.properties.mode')}
        value={mode}
        onChange={(value) => setMode(value === 'raw' ? 'raw' : 'fields')}
        data={[
          { value: 'fields', label: t('images.properties.fields') },
          { value: 'raw', label: t('images.properties.raw') },
        ]}
      />
      {mode === 'raw' ? (
        <RawProperties edit={edit} onApplied={() => setMode('fields')} />
      ) : (
        <>
          <AttributeFields edit={edit} />
          <PropertyFields cloud={cloud} edit={edit} />
        </>
      )}
    </Stack>
  )
}

function PropertyFields({ cloud, edit }: { cloud: SignedInCloud; edit: ImageEdit }) {
  const definitions = useDefinitions(cloud.id)
  const names = [...new Set([...Object.keys(edit.base.properties), ...addedNames(edit)])].toSorted()

  return (
    <>
      {names.map((name) => (
        <PropertyField key={name} name={name} edit={edit} definition={definitions.get(name)} />
      ))}
      <AddProperty
        known={[...definitions.keys()].filter((name) => !names.includes(name)).toSorted()}
        onAdd={(name) => edit.edit({ [name]: definitions.get(name)?.default ?? '' })}
      />
    </>
  )
}

const attributes: ReadonlySet<string> = new Set([
  'name',
  'visibility',
  'protected',
  'os_hidden',
  'min_disk',
  'min_ram',
  'disk_format',
  'container_format',
  'owner',
  'tags',
])

function addedNames({ edits }: ImageEdit): string[] {
  return Object.keys(edits).filter((name) => !attributes.has(name))
}

function AddProperty({ known, onAdd }: { known: string[]; onAdd: (name: string) => void }) {
  const { t } = useTranslation()
  const [name, setName] = useState('')
  const trimmed = name.trim()
  const isTaken = attributes.has(trimmed) || trimmed.startsWith('os_glance_')

  // Enter on a name of the list chooses it; only another Enter adds it.
  function add(event: FormEvent) {
    event.preventDefault()
    if (trimmed === '' || isTaken) return
    onAdd(trimmed)
    setName('')
  }

  return (
    <Group component="form" gap="xs" align="flex-start" wrap="nowrap" onSubmit={add}>
      <Autocomplete
        style={{ flex: 1 }}
        aria-label={t('images.properties.newName')}
        placeholder={t('images.properties.newName')}
        data={known}
        limit={50}
        maxLength={255}
        value={name}
        error={isTaken && t('images.properties.reserved')}
        onChange={setName}
      />
      <Button type="submit" disabled={trimmed === '' || isTaken}>
        {t('images.properties.add')}
      </Button>
    </Group>
  )
}
