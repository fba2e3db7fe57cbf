import { Alert, Button, Group } from '@mantine/core'
import { useTranslation } from 'react-i18next'

import type { Image } from '../../../../shared/model/image.ts'
import { toJsonPatch } from '../../../../shared/model/image-change.ts'
import { rulingForOperation } from '../../../../shared/model/operation-ruling.ts'
import type { SignedInCloud } from '../../../lib/live.ts'
import { ErrorNote } from '../../../ui/error-note.tsx'
import { ExplainedButton } from '../../../ui/explained-button.tsx'
import { AsMenu } from '../as-menu.tsx'
import { viewerOf } from '../use-image-actions.tsx'
import classes from './properties.module.css'
import type { ImageEdit } from './use-image-edit.ts'

interface PatchPreviewProps {
  cloud: SignedInCloud
  image: Image
  edit: ImageEdit
}

/** The patch as it will be sent, to the byte, with the way to send it. */
export function PatchPreview({ cloud, image, edit }: PatchPreviewProps) {
  const { t } = useTranslation()
  const { changes } = edit
  if (changes.length === 0 && !edit.error) return null
  const operation = { action: 'update', changes } as const
  const ruling = rulingForOperation(operation, image, viewerOf(cloud))

  return (
    <section className={classes.patch} aria-label={t('images.properties.patch')}>
      <div className={`${classes.call} mono`}>PATCH /v2/images/{image.id}</div>
      <pre className={`${classes.body} mono`} tabIndex={0}>
        {toJsonPatch(changes)
          .map((change) => JSON.stringify(change))
          .join('\n')}
      </pre>
      {edit.error && <ErrorNote error={edit.error} />}
      {edit.isConflict && <Conflict edit={edit} />}
      <Group gap="xs" justify="flex-end">
        <AsMenu cloud={cloud} image={image} operations={[operation]} />
        <Button onClick={edit.discard}>{t('images.properties.discard')}</Button>
        <ExplainedButton
          variant="filled"
          reason={ruling.isAllowed ? null : t(`rules.${ruling.rule}`, { status: ruling.status })}
          loading={edit.isSending}
          onClick={() => edit.send()}
        >
          {t('images.properties.send', { count: changes.length })}
        </ExplainedButton>
      </Group>
    </section>
  )
}

function Conflict({ edit }: { edit: ImageEdit }) {
  const { t } = useTranslation()
  return (
    <Alert color="orange" p="xs">
      {t('images.properties.conflict')}
      <Group gap="xs" mt="xs">
        <Button size="compact-sm" onClick={edit.rebase}>
          {t('images.properties.rebase')}
        </Button>
        <Button size="compact-sm" color="red" onClick={() => edit.send({ isForced: true })}>
          {t('images.properties.overwrite')}
        </Button>
      </Group>
    </Alert>
  )
}
