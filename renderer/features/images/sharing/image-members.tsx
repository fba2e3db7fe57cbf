import { ActionIcon, Button, Group, Skeleton, Stack, TextInput, Tooltip } from '@mantine/core'
import { IconX } from '@tabler/icons-react'
import { useMutation, useQuery } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'

import type { Image } from '../../../../shared/model/image.ts'
import { rulingFor } from '../../../../shared/model/image-action.ts'
import type { ImageMember, MemberStatus } from '../../../../shared/model/image-sharing.ts'
import { useApi } from '../../../lib/api-context.tsx'
import type { SignedInCloud } from '../../../lib/live.ts'
import { ErrorNote } from '../../../ui/error-note.tsx'
import { ExplainedButton } from '../../../ui/explained-button.tsx'
import { StatusDot, type Tone } from '../../../ui/status-dot.tsx'
import { AsMenu } from '../as-menu.tsx'
import { viewerOf } from '../use-image-actions.tsx'
import { useImagesRefresh } from '../use-images-refresh.ts'
import classes from './sharing.module.css'

interface ImageMembersProps {
  cloud: SignedInCloud
  image: Image
}

/** The projects that an image is shared with: its owner adds and removes them, each member answers for itself. */
export function ImageMembers({ cloud, image }: ImageMembersProps) {
  const { t } = useTranslation()
  const { query } = useApi()
  const one = { cloudId: cloud.id, imageId: image.id }
  const ruling = rulingFor('share', image, viewerOf(cloud))
  const isShared = image.visibility === 'shared'
  const members = useQuery(query.images.members.queryOptions({ input: one, enabled: isShared, retry: false }))
  const reason = ruling.isAllowed ? null : t(`rules.${ruling.rule}`, { status: ruling.status })

  return (
    <Stack gap="sm">
      <p className={classes.hint}>{t('images.members.hint')}</p>
      {reason !== null && <p className={classes.hint}>{reason}</p>}
      <AddMember cloud={cloud} image={image} reason={reason} />
      {isShared && members.isPending && <Skeleton height={48} />}
      {members.isError && <ErrorNote error={members.error} onRetry={() => void members.refetch()} />}
      {members.data?.length === 0 && <p className={classes.hint}>{t('images.members.none')}</p>}
      <ul className={classes.rows}>
        {members.data?.map((member) => (
          <Member
            key={member.projectId}
            cloud={cloud}
            image={image}
            member={member}
            canRemove={ruling.isAllowed}
          />
        ))}
      </ul>
    </Stack>
  )
}

function AddMember({ cloud, image, reason }: ImageMembersProps & { reason: string | null }) {
  const { t } = useTranslation()
  const { query } = useApi()
  const [projectId, setProjectId] = useState('')
  const refresh = useImagesRefresh()
  const add = useMutation(
    query.images.addMember.mutationOptions({ onSuccess: () => setProjectId(''), onSettled: refresh }),
  )
  const trimmed = projectId.trim()

  function share() {
    if (trimmed !== '') add.mutate({ cloudId: cloud.id, imageId: image.id, projectId: trimmed })
  }

  function submit(event: FormEvent) {
    event.preventDefault()
    if (reason === null) share()
  }

  return (
    <form onSubmit={submit}>
      <Group gap="xs" align="flex-end" wrap="nowrap">
        <TextInput
          style={{ flex: 1 }}
          label={t('images.members.project')}
          classNames={{ input: 'mono' }}
          spellCheck={false}
          value={projectId}
          onChange={(event) => setProjectId(event.currentTarget.value)}
        />
        {trimmed !== '' && (
          <AsMenu cloud={cloud} image={image} operations={[{ action: 'share', projectId: trimmed }]} />
        )}
        <ExplainedButton variant="filled" reason={reason} loading={add.isPending} onClick={share}>
          {t('images.members.share')}
        </ExplainedButton>
      </Group>
      {add.isError && <ErrorNote error={add.error} />}
    </form>
  )
}

interface MemberProps extends ImageMembersProps {
  member: ImageMember
  canRemove: boolean
}

function Member({ cloud, image, member, canRemove }: MemberProps) {
  const { t } = useTranslation()
  const { query } = useApi()
  const { projectId, status } = member
  const refresh = useImagesRefresh()
  const remove = useMutation(query.images.removeMember.mutationOptions({ onSettled: refresh }))
  const one = { cloudId: cloud.id, imageId: image.id, projectId }
  const isMe = projectId === cloud.session.project?.id && image.owner !== projectId

  return (
    <li>
      <div className={classes.row}>
        <span className={`${classes.name} mono`} title={projectId}>
          {projectId}
        </span>
        <StatusDot tone={tones[status] ?? 'idle'}>{status}</StatusDot>
        {canRemove && (
          <Tooltip label={t('images.members.remove')}>
            <ActionIcon
              size="sm"
              loading={remove.isPending}
              aria-label={`${t('images.members.remove')}: ${projectId}`}
              onClick={() => remove.mutate(one)}
            >
              <IconX size={14} aria-hidden />
            </ActionIcon>
          </Tooltip>
        )}
      </div>
      {isMe && <Answer one={one} status={status} />}
      {remove.isError && <ErrorNote error={remove.error} />}
    </li>
  )
}

interface AnswerProps {
  one: { cloudId: string; imageId: string; projectId: string }
  status: string
}

const answers: readonly MemberStatus[] = ['accepted', 'rejected', 'pending']

function Answer({ one, status }: AnswerProps) {
  const { t } = useTranslation()
  const { query } = useApi()
  const refresh = useImagesRefresh()
  const answer = useMutation(query.images.setMemberStatus.mutationOptions({ onSettled: refresh }))
  return (
    <>
      <Group gap="xs" p="xs">
        {answers
          .filter((other) => other !== status)
          .map((other) => (
            <Button
              key={other}
              loading={answer.isPending && answer.variables.status === other}
              onClick={() => answer.mutate({ ...one, status: other })}
            >
              {t(`images.members.answer.${other}`)}
            </Button>
          ))}
      </Group>
      {answer.isError && <ErrorNote error={answer.error} />}
    </>
  )
}

const tones: Readonly<Record<string, Tone>> = { accepted: 'ok', pending: 'run', rejected: 'bad' }
