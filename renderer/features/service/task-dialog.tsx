import { Skeleton, Stack } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'

import type { TaskDetail } from '../../../shared/model/image-import.ts'
import { useApi } from '../../lib/api-context.tsx'
import { formatMoment } from '../../lib/format-time.ts'
import { Dialog } from '../../ui/dialog.tsx'
import { ErrorNote } from '../../ui/error-note.tsx'
import { FactList } from '../../ui/fact-list.tsx'
import { StatusDot } from '../../ui/status-dot.tsx'
import classes from './service.module.css'
import { taskTone } from './task-tone.ts'

interface TaskDialogProps {
  cloudId: string
  taskId: string
  onClose: () => void
}

/** One task whole, in the cloud's own words. */
export function TaskDialog({ cloudId, taskId, onClose }: TaskDialogProps) {
  const { t } = useTranslation('service')
  const { query } = useApi()
  const task = useQuery(
    query.images.task.queryOptions({
      input: { cloudId, taskId },
      refetchInterval: ({ state }) =>
        state.data?.status === 'pending' || state.data?.status === 'processing' ? 3000 : false,
    }),
  )
  return (
    <Dialog onClose={onClose} title={t('tasks.title')} size={640} hasFields={false}>
      {task.isPending && <Skeleton height={160} />}
      {task.isError && <ErrorNote error={task.error} onRetry={() => void task.refetch()} />}
      {task.data && <Detail task={task.data} />}
    </Dialog>
  )
}

function Detail({ task }: { task: TaskDetail }) {
  const { t, i18n } = useTranslation('service')
  const mono = (text: string | null) => <span className="mono">{text ?? t('none')}</span>
  const moment = (text: string | null) =>
    text === null ? t('none') : formatMoment(Date.parse(text), i18n.language)
  return (
    <Stack gap="md">
      <FactList
        facts={[
          ['id', mono(task.id)],
          [t('tasks.type'), task.type],
          [
            t('tasks.status'),
            <StatusDot key="status" tone={taskTone(task.status)}>
              {task.status}
            </StatusDot>,
          ],
          [t('tasks.message'), task.message ?? t('none')],
          [t('tasks.image'), mono(task.imageId)],
          [t('tasks.owner'), mono(task.owner)],
          [t('tasks.request'), mono(task.requestId)],
          [t('tasks.began'), moment(task.createdAt)],
          [t('tasks.changed'), moment(task.updatedAt)],
          [t('tasks.expires'), moment(task.expiresAt)],
        ]}
      />
      {task.input !== null && <Json title={t('tasks.input')} text={task.input} />}
      {task.result !== null && <Json title={t('tasks.result')} text={task.result} />}
    </Stack>
  )
}

function Json({ title, text }: { title: string; text: string }) {
  return (
    <div>
      <div className={classes.faint}>{title}</div>
      <pre className={classes.code} tabIndex={0} aria-label={title}>
        {text}
      </pre>
    </div>
  )
}
