import { Group } from '@mantine/core'
import { IconTrash } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'

import type { Image } from '../../../../shared/model/image.ts'
import { type ImageAction, rulingFor } from '../../../../shared/model/image-action.ts'
import { ExplainedButton } from '../../../ui/explained-button.tsx'
import { type ClickAction, viewerOf } from '../use-image-actions.tsx'
import type { ImageBrowserState } from '../use-image-browser.ts'

/** The actions on one image; those that its state forbids say by which rule. */
export function ImageButtons({
  browser: { cloud, actions, openDialog },
  image,
}: {
  browser: ImageBrowserState
  image: Image
}) {
  const { t } = useTranslation()

  function reasonFor(action: ImageAction): string | null {
    const ruling = rulingFor(action, image, viewerOf(cloud))
    return ruling.isAllowed ? null : t(`rules.${ruling.rule}`, { status: ruling.status })
  }

  function propsOf(action: ClickAction) {
    return {
      reason: reasonFor(action),
      loading: actions.isPending(action, image.id),
      onClick: () => actions.run(action, image),
    }
  }

  return (
    <Group gap="sm">
      {image.status === 'queued' && (
        <ExplainedButton variant="filled" {...propsOf('upload')}>
          {t('images.action.upload')}
        </ExplainedButton>
      )}
      {(image.status === 'queued' || image.status === 'uploading') && (
        <ExplainedButton
          reason={reasonFor(image.status === 'queued' ? 'import-from-web' : 'import-staged')}
          onClick={() => openDialog({ kind: 'import', image })}
        >
          {t('images.action.import')}
        </ExplainedButton>
      )}
      <ExplainedButton variant="filled" {...propsOf('download')}>
        {t('images.action.download')}
      </ExplainedButton>
      <ExplainedButton
        reason={reasonFor('download')}
        onClick={() => openDialog({ kind: 'copy', images: [image] })}
      >
        {t('images.across.open')}
      </ExplainedButton>
      <ExplainedButton {...propsOf('deactivate')}>{t('images.action.deactivate')}</ExplainedButton>
      <ExplainedButton {...propsOf('reactivate')}>{t('images.action.reactivate')}</ExplainedButton>
      <ExplainedButton
        px={8}
        hint={t('images.action.delete')}
        aria-label={t('images.action.delete')}
        {...propsOf('delete')}
      >
        <IconTrash size={15} aria-hidden />
      </ExplainedButton>
    </Group>
  )
}
