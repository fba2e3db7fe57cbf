import { Button, Select, Skeleton, Table, UnstyledButton } from '@mantine/core'
import { useInfiniteQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'

import type { ImageTask } from '../../../shared/model/image-import.ts'
import { useApi } from '../../lib/api-context.tsx'
import { toProblem } from '../../lib/explain-error.ts'
import { formatMoment } from '../../lib/format-time.ts'
import type { SignedInCloud } from '../../lib/live.ts'
import { ErrorNote } from '../../ui/error-note.tsx'
import { StatusDot } from '../../ui/status-dot.tsx'
import { MissingPart } from './missing-part.tsx'
import classes from './service.module.css'
import { TaskDialog } from './task-dialog.tsx'
import { taskTone } from './task-tone.ts'

const statuses = ['pending', 'processing', 'success', 'failure'] as const
type Status = (typeof statuses)[number]

/** The tasks of all images, newest first. */
export function ServiceTasks({ cloud }: { cloud: SignedInCloud }) {
  const { t } = useTranslation('service')
  const { query } = useApi()
  const [status, setStatus] = useState<Status | null>(null)
  const [type, setType] = useState<string | null>(null)
  const [openId, setOpenId] = useState<string | null>(null)
  const pages = useInfiniteQuery(
    query.images.allTasks.infiniteOptions({
      input: (marker: string | null) => ({
        cloudId: cloud.id,
        marker,
        limit: 100,
        ...(status === null ? {} : { status }),
      }),
      initialPageParam: null,
      getNextPageParam: ({ nextMarker }) => nextMarker,
    }),
  )
  const tasks = pages.data?.pages.flatMap((page) => page.tasks) ?? []
  const types = [...new Set(tasks.map((task) => task.type))]
  const shown = type === null ? tasks : tasks.filter((task) => task.type === type)
  const problem = pages.isError ? toProblem(pages.error) : null

  if (problem?.code === 'NOT_OFFERED')
    return <MissingPart part="tasks" status={Number(problem.data.status)} />
  return (
    <>
      <div className={classes.bar}>
        <Select
          label={t('tasks.status')}
          placeholder={t('tasks.anyStatus')}
          data={[...statuses]}
          clearable
          value={status}
          onChange={(value) => setStatus(statuses.find((one) => one === value) ?? null)}
        />
        <Select
          label={t('tasks.type')}
          placeholder={t('tasks.anyType')}
          description={t('tasks.typeHint')}
          data={types}
          clearable
          value={type}
          onChange={setType}
        />
      </div>
      {pages.isPending && <Skeleton height={120} />}
      {pages.isError && <ErrorNote error={pages.error} onRetry={() => void pages.refetch()} />}
      {pages.isSuccess && shown.length === 0 && (
        <p className={classes.faint}>{t(tasks.length === 0 ? 'tasks.none' : 'tasks.noMatch')}</p>
      )}
      {shown.length > 0 && <TaskTable tasks={shown} onOpen={setOpenId} />}
      {pages.hasNextPage && (
        <div>
          <Button loading={pages.isFetchingNextPage} onClick={() => void pages.fetchNextPage()}>
            {t('tasks.more')}
          </Button>
        </div>
      )}
      {openId !== null && <TaskDialog cloudId={cloud.id} taskId={openId} onClose={() => setOpenId(null)} />}
    </>
  )
}

function TaskTable({ tasks, onOpen }: { tasks: readonly ImageTask[]; onOpen: (taskId: string) => void }) {
  const { t, i18n } = useTranslation('service')
  return (
    <Table aria-label={t('part.tasks')}>
      <Table.Thead>
        <Table.Tr>
          <Table.Th>{t('tasks.type')}</Table.Th>
          <Table.Th>{t('tasks.status')}</Table.Th>
          <Table.Th>{t('tasks.image')}</Table.Th>
          <Table.Th>{t('tasks.began')}</Table.Th>
          <Table.Th>{t('tasks.changed')}</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {tasks.map((task) => (
          <Table.Tr key={task.id}>
            <Table.Td>
              <UnstyledButton
                className={classes.open}
                aria-label={t('tasks.open', { id: task.id })}
                onClick={() => onOpen(task.id)}
              >
                {task.type}
              </UnstyledButton>
            </Table.Td>
            <Table.Td>
              <StatusDot tone={taskTone(task.status)}>{task.status}</StatusDot>
            </Table.Td>
            <Table.Td className="mono">{task.imageId}</Table.Td>
            <Table.Td>{formatMoment(Date.parse(task.createdAt), i18n.language)}</Table.Td>
            <Table.Td>{formatMoment(Date.parse(task.updatedAt), i18n.language)}</Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  )
}
