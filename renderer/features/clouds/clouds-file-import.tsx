import { Button, Checkbox, FileButton, Group, Modal, Stack, Text, Textarea } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'

import type { Cloud, CloudsFilePreview, CloudsFileProblem } from '../../../shared/model/cloud.ts'
import { useApi } from '../../lib/api-context.tsx'
import { ErrorNote } from '../../ui/error-note.tsx'

/** Reads a clouds.yaml, shows what it holds and what is wrong with it, and imports what is ticked. */
export function CloudsFileImport({
  onClose,
  onImported,
}: {
  onClose: () => void
  onImported: (cloud: Cloud) => void
}) {
  const { t } = useTranslation()
  const { query } = useApi()
  const [text, setText] = useState('')
  const [secureText, setSecureText] = useState('')
  const [unticked, setUnticked] = useState<ReadonlySet<string>>(new Set())
  const texts = { text, secureText: secureText.trim() || null }
  const preview = useMutation(query.clouds.previewFile.mutationOptions())
  const importFile = useMutation(
    query.clouds.importFile.mutationOptions({
      onSuccess: ([first]) => {
        if (first) onImported(first)
        onClose()
      },
    }),
  )
  const names = (preview.data?.clouds ?? []).map((cloud) => cloud.settings.name)
  const ticked = names.filter((name) => !unticked.has(name))
  const change = (set: (value: string) => void) => (value: string) => {
    set(value)
    preview.reset()
  }

  return (
    <Modal opened onClose={onClose} size="xl" title={t('clouds.import')}>
      <Stack gap="sm">
        <YamlField label="clouds.yaml" value={text} onChange={change(setText)} rows={10} />
        <YamlField
          label="secure.yaml"
          hint={t('clouds.secureHint')}
          value={secureText}
          onChange={change(setSecureText)}
          rows={3}
        />
        {(preview.error ?? importFile.error) && <ErrorNote error={preview.error ?? importFile.error} />}
        {preview.data && (
          <Found
            preview={preview.data}
            isTicked={(name) => !unticked.has(name)}
            onTick={(name, isTicked) =>
              setUnticked((before) => {
                const after = new Set(before)
                if (isTicked) after.delete(name)
                else after.add(name)
                return after
              })
            }
          />
        )}
        <Group justify="flex-end">
          <Button onClick={onClose}>{t('common.cancel')}</Button>
          {preview.data && ticked.length > 0 ? (
            <Button
              variant="filled"
              loading={importFile.isPending}
              onClick={() => importFile.mutate({ ...texts, names: ticked })}
            >
              {t('clouds.importCount', { count: ticked.length })}
            </Button>
          ) : (
            <Button
              variant="filled"
              disabled={text.trim() === ''}
              loading={preview.isPending}
              onClick={() => preview.mutate(texts)}
            >
              {t('clouds.readFile')}
            </Button>
          )}
        </Group>
      </Stack>
    </Modal>
  )
}

function YamlField({
  label,
  hint,
  value,
  onChange,
  rows,
}: {
  label: string
  hint?: string
  value: string
  onChange: (text: string) => void
  rows: number
}) {
  const { t } = useTranslation()
  return (
    <Stack gap={4}>
      <Group justify="space-between">
        <Text fw={500}>{label}</Text>
        <FileButton accept=".yaml,.yml,.json" onChange={(file) => void file?.text().then(onChange)}>
          {(props) => <Button {...props}>{t('clouds.chooseFile')}</Button>}
        </FileButton>
      </Group>
      {hint && <Text c="dimmed">{hint}</Text>}
      <Textarea
        aria-label={label}
        classNames={{ input: 'mono' }}
        value={value}
        rows={rows}
        spellCheck={false}
        onChange={(event) => onChange(event.currentTarget.value)}
      />
    </Stack>
  )
}

function Found({
  preview,
  isTicked,
  onTick,
}: {
  preview: CloudsFilePreview
  isTicked: (name: string) => boolean
  onTick: (name: string, isTicked: boolean) => void
}) {
  const { t } = useTranslation()
  return (
    <Stack gap="xs" role="region" aria-label={t('clouds.found')}>
      {preview.clouds.map(({ settings, hasSecret }) => (
        <Checkbox
          key={settings.name}
          label={settings.name}
          description={`${settings.authUrl} · ${hasSecret ? t('clouds.withSecret') : t('clouds.withoutSecret')}`}
          checked={isTicked(settings.name)}
          onChange={(event) => onTick(settings.name, event.currentTarget.checked)}
        />
      ))}
      {preview.clouds.length === 0 && <Text>{t('clouds.nothingFound')}</Text>}
      {preview.problems.map((problem) => (
        <ProblemLine key={`${problem.cloudName} ${problem.key} ${problem.detail}`} problem={problem} />
      ))}
    </Stack>
  )
}

function ProblemLine({ problem }: { problem: CloudsFileProblem }) {
  const { t } = useTranslation()
  const where = [
    problem.cloudName,
    problem.key,
    problem.line === null ? null : t('clouds.line', { line: problem.line }),
  ].filter(Boolean)
  return (
    <Text c={problem.kind === 'ignored' ? 'dimmed' : 'var(--warn)'}>
      <span className="mono">{where.join(' · ')}</span>: {t(`clouds.problems.${problem.kind}`)}
      {problem.kind !== 'missing' && ` ${problem.detail}`}
    </Text>
  )
}
