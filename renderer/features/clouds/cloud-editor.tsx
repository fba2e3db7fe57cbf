import { Button, Group, Stack, Text, TextInput } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'

import type { Cloud } from '../../../shared/model/cloud.ts'
import { useApi } from '../../lib/api-context.tsx'
import { useClouds } from '../../lib/live.ts'
import { Dialog } from '../../ui/dialog.tsx'
import { ErrorNote } from '../../ui/error-note.tsx'
import { AuthFields } from './auth-fields.tsx'
import { type CloudForm, emptyForm, type FormField, formOf, settingsOf } from './cloud-form.ts'
import { ConnectionFields, LookFields } from './cloud-fields.tsx'
import { nextColour } from './colours.ts'

/** What is said of a field that is not merely empty. */
const sentences: Partial<
  Record<FormField, 'clouds.authUrlNeeded' | 'clouds.urlNeeded' | 'clouds.certNeeded'>
> = {
  authUrl: 'clouds.authUrlNeeded',
  imageEndpoint: 'clouds.urlNeeded',
  clientCertFile: 'clouds.certNeeded',
}

/** Adds a cloud, or changes the one given. Nothing typed is lost when the cloud refuses it. */
export function CloudEditor({
  cloud,
  onClose,
  onSaved,
}: {
  cloud: Cloud | null
  onClose: () => void
  onSaved: (cloud: Cloud) => void
}) {
  const { t } = useTranslation()
  const { query } = useApi()
  const clouds = useClouds() ?? []
  const [form, setForm] = useState<CloudForm>(() =>
    cloud ? formOf(cloud.settings) : emptyForm(nextColour(clouds)),
  )
  const [missing, setMissing] = useState<ReadonlySet<FormField>>(new Set())
  const add = useMutation(query.clouds.add.mutationOptions({ onSuccess: onSaved }))
  const update = useMutation(query.clouds.update.mutationOptions({ onSuccess: onSaved }))
  const probe = useMutation(query.clouds.test.mutationOptions())

  const change = (changes: Partial<CloudForm>) => {
    setForm((typed) => ({ ...typed, ...changes }))
    probe.reset()
  }
  const errorOf = (field: FormField) =>
    missing.has(field) ? t(sentences[field] ?? 'clouds.needed') : undefined
  const withSettings = (use: (settings: Cloud['settings']) => void) => {
    const result = settingsOf(form)
    setMissing('missing' in result ? result.missing : new Set())
    if ('settings' in result) use(result.settings)
  }
  const save = () =>
    withSettings((settings) => {
      const secret = form.secret || null
      if (cloud) update.mutate({ cloudId: cloud.id, settings, secret })
      else add.mutate({ settings, secret })
    })
  const test = () =>
    withSettings((settings) =>
      probe.mutate({ settings, secret: form.secret || null, passcode: form.passcode || null }),
    )
  const canTest =
    (form.method === 'totp' || form.secret !== '') && (!/totp/.test(form.method) || form.passcode !== '')
  const fields = { form, change, errorOf }

  return (
    <Dialog hasFields onClose={onClose} size="lg" title={cloud ? t('clouds.edit') : t('clouds.add')}>
      <form
        onSubmit={(event) => {
          event.preventDefault()
          save()
        }}
      >
        <Stack gap="sm">
          <TextInput
            data-autofocus
            label={t('clouds.name')}
            value={form.name}
            error={errorOf('name')}
            onChange={(event) => change({ name: event.currentTarget.value })}
          />
          <TextInput
            label={t('clouds.authUrl')}
            placeholder="https://cloud.example:5000/v3"
            classNames={{ input: 'mono' }}
            value={form.authUrl}
            error={errorOf('authUrl')}
            onChange={(event) => change({ authUrl: event.currentTarget.value })}
          />
          <AuthFields fields={fields} isNew={cloud === null} />
          <ConnectionFields {...fields} />
          <LookFields {...fields} />
          {(add.error ?? update.error ?? probe.error) && (
            <ErrorNote error={add.error ?? update.error ?? probe.error} />
          )}
          {probe.data && (
            <Text c="var(--ok)" role="status">
              {t('clouds.testPassed', {
                user: probe.data.userName,
                project: probe.data.projectName ?? t('app.noProject'),
                version: probe.data.identityVersion,
                image: probe.data.imageEndpoint ?? t('clouds.noImageService'),
              })}
            </Text>
          )}
          <Group justify="space-between" mt="sm">
            <Button onClick={test} loading={probe.isPending} disabled={!canTest}>
              {t('clouds.test')}
            </Button>
            <Group>
              <Button onClick={onClose}>{t('common.cancel')}</Button>
              <Button type="submit" variant="filled" loading={add.isPending || update.isPending}>
                {t('common.save')}
              </Button>
            </Group>
          </Group>
        </Stack>
      </form>
    </Dialog>
  )
}
