import { Button, Group, Stack, Text } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'

import type { Cloud } from '../../../shared/model/cloud.ts'
import type { CloudsOnMachine } from '../../../shared/model/clouds-file.ts'
import { useApi } from '../../lib/api-context.tsx'
import { useClouds } from '../../lib/live.ts'
import { ErrorNote } from '../../ui/error-note.tsx'
import { FoundClouds, tickedNames } from './found-clouds.tsx'

/** What the command line would find here. Those that are in the list already are not ticked. */
export function ImportFromMachine({
  onMachine,
  cancel,
  onDone,
}: {
  onMachine: { data: CloudsOnMachine | undefined; error: unknown }
  cancel: ReactNode
  onDone: (clouds: readonly Cloud[]) => void
}) {
  const { t } = useTranslation()
  const { query } = useApi()
  const known = useClouds() ?? []
  const [unticked, setUnticked] = useState<ReadonlySet<string>>(
    () => new Set(known.map(({ settings }) => settings.name)),
  )
  const importThem = useMutation(query.clouds.importFromMachine.mutationOptions({ onSuccess: onDone }))
  const { data, error } = onMachine
  const names = tickedNames(data, unticked)
  const files = data?.files.map(({ path }) => path) ?? []

  return (
    <Stack gap="sm">
      {error ? <ErrorNote error={error} /> : null}
      {data && (
        <>
          <Text c="dimmed" style={{ overflowWrap: 'anywhere' }}>
            {files.length > 0
              ? t('clouds.readFrom', { files: files.join(', ') })
              : t('clouds.noFilesOnMachine')}
          </Text>
          <FoundClouds
            found={data}
            label={t('clouds.foundOnMachine')}
            unticked={unticked}
            onChange={setUnticked}
          />
        </>
      )}
      {importThem.error && <ErrorNote error={importThem.error} />}
      <Group justify="flex-end">
        {cancel}
        <Button
          variant="filled"
          disabled={names.length === 0}
          loading={importThem.isPending}
          onClick={() => importThem.mutate({ names })}
        >
          {t('clouds.importCount', { count: names.length })}
        </Button>
      </Group>
    </Stack>
  )
}
