import { Button, Group, Loader, Stack, Text } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'

import { useApi } from '../../../lib/api-context.tsx'
import { Dialog } from '../../../ui/dialog.tsx'
import { ErrorNote } from '../../../ui/error-note.tsx'

interface RemoveEnvironmentProps {
  readonly environment: { readonly id: string; readonly name: string }
  readonly onRemoved: () => void
  readonly onClose: () => void
}

/** As many uses as are read before a decision. */
const mostShown = 8

/** Asks before an environment is deleted, and tells what of its collection names its variables. */
export function RemoveEnvironment({ environment: { id, name }, onRemoved, onClose }: RemoveEnvironmentProps) {
  const { t } = useTranslation(['interchange', 'page'])
  const { client, query } = useApi()
  const queries = useQueryClient()
  const input = { id }
  const uses = useQuery(query.collections.environmentUses.queryOptions({ input, staleTime: 0, gcTime: 0 }))
  const remove = useMutation({
    mutationFn: () => client.collections.remove({ id }),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: query.collections.list.key() })
      void queries.invalidateQueries({ queryKey: query.requests.variables.key() })
      onRemoved()
    },
  })
  const rest = (uses.data?.length ?? 0) - mostShown

  return (
    <Dialog title={t('environment.removeTitle', { name })} size={520} hasFields={false} onClose={onClose}>
      <Stack gap="md">
        <Text>{t('environment.removeText')}</Text>
        {uses.isPending && <Loader size="xs" />}
        {uses.isError && <ErrorNote error={uses.error} />}
        {uses.data && (
          <section aria-label={t('environment.uses', { count: uses.data.length })}>
            <Text fw={600}>{t('environment.uses', { count: uses.data.length })}</Text>
            <ul style={{ margin: 0, paddingLeft: 18, overflowWrap: 'anywhere' }}>
              {uses.data.slice(0, mostShown).map(({ item, names }, index) => (
                <li key={index}>
                  {item}: <span className="mono">{names.join(', ')}</span>
                </li>
              ))}
              {rest > 0 && <li>{t('export.more', { count: rest })}</li>}
            </ul>
          </section>
        )}
        {remove.isError && <ErrorNote error={remove.error} />}
        <Group justify="flex-end">
          <Button data-autofocus onClick={onClose}>
            {t('page:common.cancel')}
          </Button>
          <Button color="red" variant="filled" loading={remove.isPending} onClick={() => remove.mutate()}>
            {t('page:common.delete')}
          </Button>
        </Group>
      </Stack>
    </Dialog>
  )
}
