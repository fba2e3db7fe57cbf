import { Button, Center, Group, Loader, NumberInput, Stack } from '@mantine/core'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'

import { leastBytesPerSecond, type TransferLimits } from '../../../shared/model/transfer-limits.ts'
import { useApi } from '../../lib/api-context.tsx'
import { useClouds } from '../../lib/live.ts'
import { Dialog } from '../../ui/dialog.tsx'
import { ErrorNote } from '../../ui/error-note.tsx'
import classes from './transfers.module.css'

const mebibyte = 2 ** 20

/** How much transfers may take, of each cloud and of the line. What moves already obeys from the next chunk on. */
export function LimitsDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation()
  const { query } = useApi()
  const limits = useQuery(query.transfers.limits.queryOptions({ staleTime: 0, gcTime: 0 }))
  return (
    <Dialog title={t('transfers.limits.title')} size={580} hasFields onClose={onClose}>
      {limits.data ? (
        <LimitsForm kept={limits.data} onClose={onClose} />
      ) : limits.error ? (
        <ErrorNote error={limits.error} />
      ) : (
        <Center>
          <Loader size="sm" />
        </Center>
      )}
    </Dialog>
  )
}

function LimitsForm({ kept, onClose }: { kept: TransferLimits; onClose: () => void }) {
  const { t } = useTranslation()
  const { query } = useApi()
  const clouds = useClouds() ?? []
  const [limits, setLimits] = useState(kept)
  const save = useMutation(query.transfers.limit.mutationOptions({ onSuccess: onClose }))
  const least = leastBytesPerSecond / mebibyte

  function limitCloud(cloudId: string, bytesPerSecond: number | null) {
    const { [cloudId]: _before, ...others } = limits.cloudBytesPerSecond
    const cloudBytesPerSecond = bytesPerSecond === null ? others : { ...others, [cloudId]: bytesPerSecond }
    setLimits({ ...limits, cloudBytesPerSecond })
  }

  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        save.mutate(limits)
      }}
    >
      <Stack gap="sm">
        <div className={classes.limits}>
          <NumberInput
            label={t('transfers.limits.atOnce')}
            description={t('transfers.limits.atOnceHint')}
            data-autofocus
            min={1}
            max={16}
            allowDecimal={false}
            value={limits.atOncePerCloud}
            onChange={(value) => value !== '' && setLimits({ ...limits, atOncePerCloud: Number(value) })}
          />
          <RateInput
            label={t('transfers.limits.all')}
            description={t('transfers.limits.allHint', { least })}
            value={limits.bytesPerSecond}
            onChange={(bytesPerSecond) => setLimits({ ...limits, bytesPerSecond })}
          />
          {clouds.map(({ id, settings }) => (
            <RateInput
              key={id}
              label={settings.name}
              description={t('transfers.limits.perCloud')}
              value={limits.cloudBytesPerSecond[id] ?? null}
              onChange={(bytesPerSecond) => limitCloud(id, bytesPerSecond)}
            />
          ))}
        </div>
        {save.error && <ErrorNote error={save.error} />}
        <Group justify="flex-end">
          <Button onClick={onClose}>{t('common.cancel')}</Button>
          <Button type="submit" variant="filled" loading={save.isPending}>
            {t('common.save')}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}

interface RateInputProps {
  label: string
  description: string
  value: number | null
  onChange: (bytesPerSecond: number | null) => void
}

function RateInput({ value, onChange, ...words }: RateInputProps) {
  const { t } = useTranslation()
  return (
    <NumberInput
      {...words}
      placeholder={t('transfers.limits.none')}
      min={leastBytesPerSecond / mebibyte}
      decimalScale={4}
      hideControls
      value={value === null ? '' : value / mebibyte}
      onChange={(rate) => onChange(rate === '' ? null : Math.round(Number(rate) * mebibyte))}
    />
  )
}
