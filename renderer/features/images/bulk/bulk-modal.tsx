import { Button, Group, Progress, Stack, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'

import type { Image } from '../../../../shared/model/image.ts'
import type { BulkOperation } from '../../../../shared/model/image-operation.ts'
import { type BulkPlan, planBulk } from '../../../../shared/model/plan-bulk.ts'
import type { SignedInCloud } from '../../../lib/live.ts'
import { Dialog } from '../../../ui/dialog.tsx'
import { ErrorNote } from '../../../ui/error-note.tsx'
import { useCapabilities } from '../use-capabilities.ts'
import { viewerOf } from '../use-image-actions.tsx'
import { BulkItems } from './bulk-items.tsx'
import { bulkName } from './bulk-name.ts'
import { type BulkRun, useBulkRun } from './use-bulk-run.ts'

interface BulkModalProps {
  cloud: SignedInCloud
  operation: BulkOperation
  images: readonly Image[]
  onClose: () => void
  /** The run has ended and the dialog is left. */
  onDone: () => void
}

/** Shows what would be done to which images and why not to others, then does it, one result for each. */
export function BulkModal(props: BulkModalProps) {
  const { cloud, onClose, onDone } = props
  const { t } = useTranslation()
  const capabilities = useCapabilities(cloud.id)
  // What was marked when the dialog opened: the list changes while images are deleted.
  const [images] = useState(props.images)
  const [operation, setOperation] = useState(props.operation)
  const { run, start, stop } = useBulkRun(cloud.id)
  const [plan, setPlan] = useState<BulkPlan | null>(null)
  const shown = plan ?? planBulk(operation, images, viewerOf(cloud), capabilities)

  function begin() {
    setPlan(shown)
    start(operation, shown.imageIds)
  }

  return (
    <Dialog
      onClose={run.state === 'planned' ? onClose : onDone}
      size={640}
      hasFields
      title={t(`images.bulk.title.${bulkName(operation)}`, {
        ...operation,
        stores:
          'target' in operation && 'stores' in operation.target ? operation.target.stores.join(', ') : '',
        count: shown.imageIds.length,
        cloud: cloud.settings.name,
      })}
    >
      <Stack gap="md">
        <BulkItems plan={shown} run={run} />
        {run.state === 'planned' ? (
          <PlanForm {...{ cloud, operation, setOperation, plan: shown, begin, onClose }} />
        ) : (
          <RunPanel run={run} count={shown.imageIds.length} onStop={stop} onDone={onDone} />
        )}
        {run.error !== null && <ErrorNote error={run.error} />}
      </Stack>
    </Dialog>
  )
}

/** What cannot be taken back, or stops what runs. */
const hardActions: ReadonlySet<BulkOperation['action']> = new Set([
  'delete',
  'deactivate',
  'delete-from-store',
])

interface PlanFormProps {
  cloud: SignedInCloud
  operation: BulkOperation
  setOperation: (operation: BulkOperation) => void
  plan: BulkPlan
  begin: () => void
  onClose: () => void
}

function PlanForm({ cloud, operation, setOperation, plan, begin, onClose }: PlanFormProps) {
  const { t } = useTranslation()
  const [typed, setTyped] = useState('')
  const isHard = hardActions.has(operation.action)
  const mustType = cloud.settings.isProtected && isHard
  const hasTag = 'tag' in operation
  const hasProject = 'projectId' in operation
  const isReady =
    plan.imageIds.length > 0 &&
    (!hasTag || operation.tag !== '') &&
    (!hasProject || operation.projectId !== '') &&
    (!mustType || typed === cloud.settings.name)

  function submit(event: FormEvent) {
    event.preventDefault()
    if (isReady) begin()
  }

  return (
    <form onSubmit={submit}>
      <Stack gap="md">
        {hasTag && (
          <TextInput
            data-autofocus
            label={t('images.bulk.tag')}
            maxLength={255}
            value={operation.tag}
            onChange={(event) => setOperation({ ...operation, tag: event.currentTarget.value })}
          />
        )}
        {hasProject && (
          <TextInput
            data-autofocus
            label={t('images.members.project')}
            description={t('images.members.hint')}
            classNames={{ input: 'mono' }}
            spellCheck={false}
            value={operation.projectId}
            onChange={(event) => setOperation({ ...operation, projectId: event.currentTarget.value.trim() })}
          />
        )}
        {mustType && (
          <TextInput
            data-autofocus
            label={t('images.bulk.typeCloud', { name: cloud.settings.name })}
            autoComplete="off"
            spellCheck={false}
            value={typed}
            onChange={(event) => setTyped(event.currentTarget.value)}
          />
        )}
        <Group justify="flex-end">
          <Button onClick={onClose} data-autofocus={(!hasTag && !hasProject && !mustType) || undefined}>
            {t('common.cancel')}
          </Button>
          <Button
            type="submit"
            variant="filled"
            color={
              operation.action === 'delete' || operation.action === 'delete-from-store' ? 'red' : 'amber'
            }
            disabled={!isReady}
          >
            {t('images.bulk.begin', { count: plan.imageIds.length })}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}

interface RunPanelProps {
  run: BulkRun
  count: number
  onStop: () => void
  onDone: () => void
}

function RunPanel({ run, count, onStop, onDone }: RunPanelProps) {
  const { t } = useTranslation()
  const kinds = [...run.outcomes.values()].map(({ kind }) => kind)
  const done = kinds.filter((kind) => kind === 'done').length
  const failed = kinds.filter((kind) => kind === 'failed').length
  const left = count - done - failed
  const isRunning = run.state === 'running'

  return (
    <>
      <Progress.Root size="sm">
        <Progress.Section value={(done / count) * 100} color="amber" />
        <Progress.Section value={(failed / count) * 100} color="red" />
      </Progress.Root>
      <Group justify="space-between">
        <span role="status">
          {t(isRunning ? 'images.bulk.running' : 'images.bulk.ended', { done, failed, left })}
        </span>
        {isRunning ? (
          <Button onClick={onStop}>{t('images.bulk.stop')}</Button>
        ) : (
          <Button variant="filled" onClick={onDone}>
            {t('common.close')}
          </Button>
        )}
      </Group>
    </>
  )
}
