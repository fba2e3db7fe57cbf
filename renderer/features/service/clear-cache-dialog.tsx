import { Button, Group, SegmentedControl, Stack, Text, TextInput } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'

import type { CacheTarget } from '../../../shared/model/image-service.ts'
import { useApi } from '../../lib/api-context.tsx'
import type { SignedInCloud } from '../../lib/live.ts'
import { Dialog } from '../../ui/dialog.tsx'
import { ErrorNote } from '../../ui/error-note.tsx'

const targets = ['both', 'cache', 'queue'] as const satisfies readonly CacheTarget[]

/** Asks what to clear; on a protected cloud its name must be typed. */
export function ClearCacheDialog({ cloud, onClose }: { cloud: SignedInCloud; onClose: () => void }) {
  const { t } = useTranslation(['service', 'page'])
  const { query } = useApi()
  const queries = useQueryClient()
  const [target, setTarget] = useState<CacheTarget>('both')
  const [typed, setTyped] = useState('')
  const clear = useMutation(
    query.images.clearCache.mutationOptions({
      onSuccess: onClose,
      onSettled: () => queries.invalidateQueries({ queryKey: query.images.cache.key() }),
    }),
  )
  const { name, isProtected } = cloud.settings
  const isReady = !isProtected || typed === name

  function submit(event: FormEvent) {
    event.preventDefault()
    if (isReady) clear.mutate({ cloudId: cloud.id, target })
  }

  return (
    <Dialog
      onClose={onClose}
      title={t('cache.clearTitle', { cloud: name })}
      size={460}
      hasFields={isProtected}
    >
      <form onSubmit={submit}>
        <Stack gap="md">
          <Text>{t('cache.clearHint')}</Text>
          <SegmentedControl
            aria-label={t('part.cache')}
            value={target}
            onChange={(value) => setTarget(targets.find((one) => one === value) ?? 'both')}
            data={targets.map((value) => ({ value, label: t(`cache.target.${value}`) }))}
          />
          {isProtected && (
            <TextInput
              data-autofocus
              label={t('cache.typeCloud', { name })}
              autoComplete="off"
              spellCheck={false}
              value={typed}
              onChange={(event) => setTyped(event.currentTarget.value)}
            />
          )}
          {clear.isError && <ErrorNote error={clear.error} />}
          <Group justify="flex-end">
            <Button onClick={onClose} data-autofocus={!isProtected || undefined}>
              {t('page:common.cancel')}
            </Button>
            <Button type="submit" variant="filled" color="red" disabled={!isReady} loading={clear.isPending}>
              {t('cache.submit')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Dialog>
  )
}
