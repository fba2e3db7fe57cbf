import { Button, Group, Loader, Stack, Tabs, Textarea, TextInput } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'

import type { FolderSettings } from '../../../../shared/model/collection.ts'
import { useApi } from '../../../lib/api-context.tsx'
import { Dialog } from '../../../ui/dialog.tsx'
import { ErrorNote } from '../../../ui/error-note.tsx'
import { DefinitionTable } from '../definitions/definition-table.tsx'
import {
  definitionsOf,
  type EditedVariable,
  secretChanges,
  variableFaults,
} from '../definitions/edited-variable.ts'
import { KeyStoreHint } from '../definitions/key-store-hint.tsx'
import { useHeldSecrets } from '../definitions/use-held-secrets.ts'
import { AuthPanel } from '../editor/auth-panel.tsx'
import { HeaderNameCell } from '../pairs/header-name-cell.tsx'
import { PairGrid } from '../pairs/pair-grid.tsx'
import { isTypedSecret } from '../tabs/typed-secrets.ts'
import { useVariableNames } from '../use-variables.ts'
import classes from './folder-settings-dialog.module.css'

interface FolderSettingsDialogProps {
  readonly id: string
  readonly isCollection: boolean
  readonly onClose: () => void
}

/** What every request in a folder or a collection has from it: headers, auth and variables. */
export function FolderSettingsDialog({ id, isCollection, onClose }: FolderSettingsDialogProps) {
  const { t } = useTranslation()
  const { query } = useApi()
  // As it is now: what was read for an earlier dialog may have been changed since.
  const stored = useQuery(query.collections.folder.queryOptions({ input: { id }, gcTime: 0 }))
  const title = t(isCollection ? 'requests.folder.collectionTitle' : 'requests.folder.title', {
    name: stored.data?.name ?? '',
  })
  return (
    <Dialog title={title} size={860} hasFields onClose={onClose}>
      {stored.isPending && <Loader size="xs" />}
      {stored.isError && <ErrorNote error={stored.error} onRetry={() => void stored.refetch()} />}
      {stored.data && <SettingsForm key={id} id={id} stored={stored.data} onClose={onClose} />}
    </Dialog>
  )
}

interface SettingsFormProps {
  readonly id: string
  readonly stored: FolderSettings
  readonly onClose: () => void
}

type EditedSettings = Omit<FolderSettings, 'variables'> & { readonly variables: readonly EditedVariable[] }

function SettingsForm({ id, stored, onClose }: SettingsFormProps) {
  const { t } = useTranslation()
  const [settings, setSettings] = useState<EditedSettings>(stored)
  const change = (changes: Partial<EditedSettings>) => setSettings({ ...settings, ...changes })
  const keep = useKeepSettings({ id, stored }, onClose)
  const isWhole = settings.name.trim() !== '' && variableFaults(settings.variables).size === 0

  return (
    <Stack gap="md">
      <Tabs defaultValue="variables" keepMounted={false}>
        <Tabs.List>
          <Tabs.Tab value="variables">{t('requests.tab.variables')}</Tabs.Tab>
          <Tabs.Tab value="auth">{t('requests.tab.auth')}</Tabs.Tab>
          <Tabs.Tab value="headers">{t('requests.tab.headers')}</Tabs.Tab>
          <Tabs.Tab value="about">{t('requests.folder.about')}</Tabs.Tab>
        </Tabs.List>
        <div className={classes.panel}>
          <Panels id={id} settings={settings} onChange={change} />
        </div>
      </Tabs>
      {keep.isError && <ErrorNote error={keep.error} />}
      <Group justify="flex-end">
        <Button onClick={onClose}>{t('common.cancel')}</Button>
        <Button
          variant="filled"
          disabled={!isWhole}
          loading={keep.isPending}
          onClick={() => keep.mutate(settings)}
        >
          {t('common.save')}
        </Button>
      </Group>
    </Stack>
  )
}

interface PanelsProps {
  readonly id: string
  readonly settings: EditedSettings
  readonly onChange: (changes: Partial<EditedSettings>) => void
}

function Panels({ id, settings, onChange }: PanelsProps) {
  const { t } = useTranslation()
  const known = useVariableNames()
  const held = useHeldSecrets(id, settings.variables)
  const names = known && new Set([...known, ...settings.variables.map(({ name }) => name)])
  return (
    <>
      <Tabs.Panel value="variables">
        <DefinitionTable
          label={t('requests.tab.variables')}
          variables={settings.variables}
          held={held}
          onChange={(variables) => onChange({ variables })}
        />
        <KeyStoreHint />
      </Tabs.Panel>
      <Tabs.Panel value="auth">
        <AuthPanel auth={settings.auth} variables={names} onChange={(auth) => onChange({ auth })} />
      </Tabs.Panel>
      <Tabs.Panel value="headers">
        <PairGrid
          label={t('requests.tab.headers')}
          pairs={settings.headers}
          onChange={(headers) => onChange({ headers: [...headers] })}
          variables={names}
          hasSwitches
          isSecret={({ name, value }) => isTypedSecret(name, value)}
          NameCell={HeaderNameCell}
        />
        <p className={classes.hint}>{t('requests.folder.headersHint')}</p>
      </Tabs.Panel>
      <Tabs.Panel value="about">
        <Stack gap="md">
          <TextInput
            label={t('requests.name')}
            value={settings.name}
            onChange={(event) => onChange({ name: event.currentTarget.value })}
          />
          <Textarea
            label={t('requests.folder.docs')}
            rows={8}
            value={settings.docs}
            onChange={(event) => onChange({ docs: event.currentTarget.value })}
          />
        </Stack>
      </Tabs.Panel>
    </>
  )
}

function useKeepSettings({ id, stored }: Pick<SettingsFormProps, 'id' | 'stored'>, onKept: () => void) {
  const { client, query } = useApi()
  const queries = useQueryClient()
  return useMutation({
    mutationFn: async ({ variables, headers, name, ...settings }: EditedSettings) => {
      const named = headers.filter((pair) => pair.name !== '' || pair.value !== '')
      const written = { ...settings, name: name.trim(), headers: named, variables: definitionsOf(variables) }
      await client.collections.saveFolder({ id, settings: written })
      for (const change of secretChanges(stored.variables, variables))
        await client.collections.setSecret({ placeId: id, ...change })
    },
    onSuccess: onKept,
    onSettled: () => {
      void queries.invalidateQueries({ queryKey: query.collections.key() })
      void queries.invalidateQueries({ queryKey: query.requests.variables.key() })
    },
  })
}
