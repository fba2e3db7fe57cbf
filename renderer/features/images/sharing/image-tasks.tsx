import { Skeleton } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'

import { useApi } from '../../../lib/api-context.tsx'
import { formatMoment } from '../../../lib/format-time.ts'
import { CopyButton } from '../../../ui/copy-button.tsx'
import { ErrorNote } from '../../../ui/error-note.tsx'
import { StatusDot, type Tone } from '../../../ui/status-dot.tsx'
import classes from './sharing.module.css'

const everyMs = 5000

interface ImageTasksProps {
  cloudId: string
  imageId: string
}

/** What the cloud does or did with the image by itself, in its own words, newest first. */
export function ImageTasks({ cloudId, imageId }: ImageTasksProps) {
  const { t, i18n } = useTranslation()
  const { query } = useApi()
  const tasks = useQuery(
    query.images.tasks.queryOptions({
      input: { cloudId, imageId },
      retry: false,
      refetchInterval: ({ state }) =>
        state.data?.some(({ status }) => status === 'pending' || status === 'processing') ? everyMs : false,
    }),
  )

  if (tasks.isPending) return <Skeleton height={64} />
  if (tasks.isError) return <ErrorNote error={tasks.error} onRetry={() => void tasks.refetch()} />
  if (tasks.data === null) return <p className={classes.hint}>{t('images.tasks.untold')}</p>
  if (tasks.data.length === 0) return <p className={classes.hint}>{t('images.tasks.none')}</p>
  return (
    <ul className={classes.rows}>
      {tasks.data.map((task) => (
        <li key={task.id}>
          <div className={classes.row}>
            <span className={classes.name}>{task.type}</span>
            <StatusDot tone={tones[task.status] ?? 'idle'}>{task.status}</StatusDot>
          </div>
          <p className={classes.words}>
            {task.message && <span>{task.message}. </span>}
            {formatMoment(Date.parse(task.updatedAt), i18n.language)}
            {task.requestId && (
              <>
                {' · '}
                <span className="mono">{task.requestId}</span>
                <CopyButton value={task.requestId} label="request id" />
              </>
            )}
          </p>
        </li>
      ))}
    </ul>
  )
}

const tones: Readonly<Record<string, Tone>> = {
  pending: 'idle',
  processing: 'run',
  success: 'ok',
  failure: 'bad',
}
