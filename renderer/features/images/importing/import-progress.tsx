import { Progress, Stack } from '@mantine/core'
import { useTranslation } from 'react-i18next'

import { formatBytes } from '../../../../shared/format-bytes.ts'
import type { ImportProgress } from '../../../../shared/model/image-import.ts'
import { StatusDot, type Tone } from '../../../ui/status-dot.tsx'

const tones: Readonly<Record<ImportProgress['state'], Tone>> = {
  waiting: 'idle',
  running: 'run',
  done: 'ok',
  failed: 'bad',
}

/** What the cloud says of an import: the state, its own words, the bytes, and the stores that are left or failed. */
export function ImportProgressNote({ progress }: { progress: ImportProgress }) {
  const { t } = useTranslation()
  const { state, task, copiedBytes, image, waitingStores, failedStores } = progress
  const total = image.sizeBytes
  const share = state === 'done' ? 100 : copiedBytes !== null && total ? (copiedBytes / total) * 100 : null
  const isMoving = state === 'waiting' || state === 'running'

  return (
    <Stack gap="xs" role="status">
      <StatusDot tone={tones[state]}>{t(`images.import.state.${state}`)}</StatusDot>
      <Progress
        size="sm"
        value={share ?? 100}
        animated={isMoving}
        color={state === 'failed' ? 'red' : 'amber'}
        aria-label={t(`images.import.state.${state}`)}
      />
      {copiedBytes !== null && (
        <span className="mono">
          {formatBytes(copiedBytes)} / {formatBytes(total)}
        </span>
      )}
      {task?.message && <span>{t('images.import.words', { words: task.message })}</span>}
      {isMoving && waitingStores.length > 0 && (
        <span>{t('images.import.waiting', { stores: waitingStores.join(', ') })}</span>
      )}
      {failedStores.length > 0 && (
        <span>{t('images.import.failed', { stores: failedStores.join(', ') })}</span>
      )}
    </Stack>
  )
}
