import { Button, Checkbox, Group, Stack, Text, TextInput } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'

import { useApi } from '../../lib/api-context.tsx'
import { toProblem } from '../../lib/explain-error.ts'
import { useClouds } from '../../lib/live.ts'
import { Dialog } from '../../ui/dialog.tsx'
import { ErrorNote } from '../../ui/error-note.tsx'

/** Writes chosen clouds as the command line reads them. Files that are there are replaced only after a second question. */
export function CloudsExport({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation()
  const { query } = useApi()
  const clouds = (useClouds() ?? []).filter(({ origin }) => origin !== 'sandbox')
  const [unticked, setUnticked] = useState<ReadonlySet<string>>(new Set())
  const [dir, setDir] = useState('~/arclight-export')
  const [withSecrets, setWithSecrets] = useState(false)
  const write = useMutation(query.clouds.exportFiles.mutationOptions())
  const cloudIds = clouds.map(({ id }) => id).filter((id) => !unticked.has(id))
  const isTaken = toProblem(write.error)?.code === 'FILE_EXISTS'
  const submit = (isReplacing: boolean) =>
    write.mutate({ cloudIds, dir: dir.trim(), withSecrets, isReplacing })
  const tick = (id: string, isTicked: boolean) => {
    write.reset()
    setUnticked(new Set(isTicked ? [...unticked].filter((one) => one !== id) : [...unticked, id]))
  }

  return (
    <Dialog hasFields size="lg" title={t('clouds.export')} onClose={onClose}>
      <form
        onSubmit={(event) => {
          event.preventDefault()
          submit(false)
        }}
      >
        <Stack gap="sm">
          {clouds.map(({ id, settings }) => (
            <Checkbox
              key={id}
              label={settings.name}
              description={settings.authUrl}
              checked={!unticked.has(id)}
              onChange={(event) => tick(id, event.currentTarget.checked)}
            />
          ))}
          <TextInput
            label={t('clouds.exportFolder')}
            description={t('clouds.exportFolderHint')}
            classNames={{ input: 'mono' }}
            value={dir}
            onChange={(event) => {
              write.reset()
              setDir(event.currentTarget.value)
            }}
          />
          <Checkbox
            label={t('clouds.exportSecrets')}
            description={t('clouds.exportSecretsHint')}
            checked={withSecrets}
            onChange={(event) => {
              write.reset()
              setWithSecrets(event.currentTarget.checked)
            }}
          />
          {write.error && <ErrorNote error={write.error} />}
          {write.data && (
            <Text role="status" c="var(--ok)" style={{ overflowWrap: 'anywhere' }}>
              {t('clouds.exported', { files: write.data.paths.join(', ') })}
              {withSecrets && write.data.withoutSecret.length > 0
                ? ` ${t('clouds.exportedWithout', { names: write.data.withoutSecret.join(', ') })}`
                : ''}
            </Text>
          )}
          <Group justify="flex-end">
            <Button onClick={onClose}>{t(write.data ? 'common.close' : 'common.cancel')}</Button>
            {isTaken && (
              <Button color="red" variant="filled" loading={write.isPending} onClick={() => submit(true)}>
                {t('clouds.exportReplace')}
              </Button>
            )}
            {!isTaken && !write.data && (
              <Button
                type="submit"
                variant="filled"
                disabled={cloudIds.length === 0 || dir.trim() === ''}
                loading={write.isPending}
              >
                {t('clouds.exportWrite')}
              </Button>
            )}
          </Group>
        </Stack>
      </form>
    </Dialog>
  )
}
