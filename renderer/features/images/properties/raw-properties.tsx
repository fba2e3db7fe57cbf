import { Button, Group, Stack, Textarea } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'

import { parseProperties } from './parse-properties.ts'
import type { ImageEdit } from './use-image-edit.ts'

interface RawPropertiesProps {
  edit: ImageEdit
  onApplied: () => void
}

/** All properties as one JSON object, to be pasted or edited at once. What is left out of it is taken away. */
export function RawProperties({ edit, onApplied }: RawPropertiesProps) {
  const { t } = useTranslation()
  const [text, setText] = useState(() => JSON.stringify(currentOf(edit), null, 2))
  const parsed = parseProperties(text)

  function apply() {
    if ('problem' in parsed) return
    const gone = Object.keys(currentOf(edit)).filter((name) => !Object.hasOwn(parsed.properties, name))
    edit.edit({ ...parsed.properties, ...Object.fromEntries(gone.map((name) => [name, undefined])) })
    onApplied()
  }

  return (
    <Stack gap="xs">
      <Textarea
        aria-label={t('images.properties.raw')}
        classNames={{ input: 'mono' }}
        rows={14}
        spellCheck={false}
        value={text}
        error={'problem' in parsed && t(`images.properties.raw${parsed.problem}`, { detail: parsed.detail })}
        onChange={(event) => setText(event.currentTarget.value)}
      />
      <Group justify="flex-end">
        <Button onClick={apply} disabled={'problem' in parsed}>
          {t('images.properties.apply')}
        </Button>
      </Group>
    </Stack>
  )
}

/** The properties as they would be, without those that only the cloud may set. */
function currentOf({ base, edits }: ImageEdit): Record<string, string> {
  const names = [...new Set([...Object.keys(base.properties), ...Object.keys(edits)])].toSorted()
  return Object.fromEntries(
    names.flatMap((name) => {
      const isProperty = Object.hasOwn(base.properties, name) || typeof edits[name] === 'string'
      const value = Object.hasOwn(edits, name) ? edits[name] : base.properties[name]
      return isProperty && typeof value === 'string' && !name.startsWith('os_glance_') ? [[name, value]] : []
    }),
  )
}
