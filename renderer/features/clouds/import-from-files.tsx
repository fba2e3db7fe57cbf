import { Button, FileButton, Group, Stack, Text, Textarea } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'

import type { Cloud } from '../../../shared/model/cloud.ts'
import { useApi } from '../../lib/api-context.tsx'
import { ErrorNote } from '../../ui/error-note.tsx'
import classes from './clouds-screen.module.css'
import { FoundClouds, tickedNames } from './found-clouds.tsx'
import { type ImportTexts, withFiles } from './import-texts.ts'

/** Reads what is pasted, chosen or dropped; shows what it holds and what is wrong with it, and imports what is ticked. */
export function ImportFromFiles({
  given,
  cancel,
  onDone,
}: {
  given: ImportTexts
  cancel: ReactNode
  onDone: (clouds: readonly Cloud[]) => void
}) {
  const { t } = useTranslation()
  const { query } = useApi()
  const [typed, setTyped] = useState(given)
  const [isOver, setOver] = useState(false)
  const [unticked, setUnticked] = useState<ReadonlySet<string>>(new Set())
  const texts = {
    text: typed.text,
    secureText: typed.secureText.trim() ? typed.secureText : null,
    publicText: typed.publicText.trim() ? typed.publicText : null,
  }
  const preview = useMutation(query.clouds.previewFile.mutationOptions())
  const importFile = useMutation(query.clouds.importFile.mutationOptions({ onSuccess: onDone }))
  const names = tickedNames(preview.data, unticked)
  const change = (next: ImportTexts) => {
    setTyped(next)
    preview.reset()
    importFile.reset()
  }
  const take = async (files: readonly File[]) => change(await withFiles(typed, files))
  const error = preview.error ?? importFile.error

  return (
    <Stack
      gap="sm"
      className={classes.drop ?? ''}
      data-over={isOver || undefined}
      onDragOver={(event) => {
        event.preventDefault()
        setOver(true)
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        event.preventDefault()
        setOver(false)
        void take([...event.dataTransfer.files])
      }}
    >
      <Group justify="space-between" wrap="nowrap">
        <Text c="dimmed">{t('clouds.filesHint')}</Text>
        <FileButton multiple onChange={(files) => void take(files)}>
          {(props) => (
            <Button {...props} style={{ flex: 'none' }}>
              {t('clouds.chooseFiles')}
            </Button>
          )}
        </FileButton>
      </Group>
      <TextField
        label={t('clouds.cloudsOrOpenrc')}
        value={typed.text}
        rows={10}
        onChange={(text) => change({ ...typed, text })}
      />
      <Group grow align="flex-start">
        <TextField
          label="secure.yaml"
          hint={t('clouds.secureHint')}
          value={typed.secureText}
          rows={3}
          onChange={(secureText) => change({ ...typed, secureText })}
        />
        <TextField
          label="clouds-public.yaml"
          hint={t('clouds.publicHint')}
          value={typed.publicText}
          rows={3}
          onChange={(publicText) => change({ ...typed, publicText })}
        />
      </Group>
      {error && <ErrorNote error={error} />}
      {preview.data && (
        <FoundClouds
          found={preview.data}
          label={t('clouds.found')}
          unticked={unticked}
          onChange={setUnticked}
        />
      )}
      <Group justify="flex-end">
        {cancel}
        {preview.data && names.length > 0 ? (
          <Button
            variant="filled"
            loading={importFile.isPending}
            onClick={() => importFile.mutate({ ...texts, names })}
          >
            {t('clouds.importCount', { count: names.length })}
          </Button>
        ) : (
          <Button
            variant="filled"
            disabled={typed.text.trim() === ''}
            loading={preview.isPending}
            onClick={() => preview.mutate(texts)}
          >
            {t('clouds.readFile')}
          </Button>
        )}
      </Group>
    </Stack>
  )
}

function TextField({
  label,
  hint,
  value,
  rows,
  onChange,
}: {
  label: string
  hint?: string
  value: string
  rows: number
  onChange: (text: string) => void
}) {
  return (
    <Textarea
      label={label}
      description={hint}
      classNames={{ input: 'mono' }}
      value={value}
      rows={rows}
      spellCheck={false}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  )
}
