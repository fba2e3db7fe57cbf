import { notifications } from '@mantine/notifications'
import { useMutation } from '@tanstack/react-query'
import type { Dispatch, SetStateAction } from 'react'
import { useTranslation } from 'react-i18next'

import { judgeUpload } from '../../../shared/image-header/judge-upload.ts'
import type { Image } from '../../../shared/model/image.ts'
import { rulingFor, type Viewer } from '../../../shared/model/image-action.ts'
import { useApi, useHost } from '../../lib/api-context.tsx'
import { explainError } from '../../lib/explain-error.ts'
import type { SignedInCloud } from '../../lib/live.ts'
import type { ImageDialog } from './image-dialog.ts'
import { showTransferStarted } from './transfer-started.tsx'
import { pickFiles } from './upload/pick-files.ts'
import { readFileHeader } from './upload/read-file-header.ts'
import { useUploadInto } from './upload/use-upload-into.ts'
import { useImagesRefresh } from './use-images-refresh.ts'

/** The actions that take nothing but a click. */
export const clickActions = ['upload', 'download', 'deactivate', 'reactivate', 'delete'] as const
export type ClickAction = (typeof clickActions)[number]

export interface ImageActions {
  /** Does it, or opens the question that comes first; says why when the image's state forbids it. */
  run(action: ClickAction, image: Image): void
  isPending(action: ClickAction, imageId: string): boolean
}

type OpenDialog = Dispatch<SetStateAction<ImageDialog | null>>

/** What can be done with one image of this cloud. */
export function useImageActions(cloud: SignedInCloud, openDialog: OpenDialog): ImageActions {
  const { t } = useTranslation()
  const refresh = useImagesRefresh()
  const perform = usePerform(cloud, openDialog)
  const call = useMutation({
    networkMode: 'always',
    mutationFn: ({ action, image }: { action: DirectAction; image: Image }) => perform(action, image),
    onSettled: refresh,
    onError: (error) => notifications.show({ color: 'red', message: explainError(t, error) }),
  })

  function run(action: ClickAction, image: Image) {
    const ruling = rulingFor(action, image, viewerOf(cloud))
    if (!ruling.isAllowed) {
      notifications.show({ message: t(`rules.${ruling.rule}`, { status: ruling.status }) })
    } else if (action === 'delete' || (action === 'deactivate' && cloud.settings.isProtected)) {
      openDialog({ kind: 'confirm', operation: { action }, image })
    } else {
      call.mutate({ action, image })
    }
  }

  return {
    run,
    isPending: (action, imageId) =>
      call.isPending && call.variables.action === action && call.variables.image.id === imageId,
  }
}

/** Who the rules are for. Keystone's default policies call the role of administrators `admin`. */
export function viewerOf({ session }: SignedInCloud): Viewer {
  return { isAdmin: session.roles.includes('admin'), projectId: session.project?.id ?? null }
}

type DirectAction = Exclude<ClickAction, 'delete'>

function usePerform(cloud: SignedInCloud, openDialog: OpenDialog) {
  const { t } = useTranslation()
  const { client } = useApi()
  const host = useHost()
  const uploadInto = useUploadInto(cloud.id)

  return async (action: DirectAction, image: Image): Promise<void> => {
    const one = { cloudId: cloud.id, imageId: image.id }
    switch (action) {
      case 'deactivate':
        return client.images.deactivate(one)
      case 'reactivate':
        return client.images.reactivate(one)
      case 'download': {
        const file = host.can.chooseSaveTarget ? await host.chooseSaveTarget(suggestedName(image)) : undefined
        if (file === null) return
        await client.transfers.download({ ...one, file: file ?? null })
        showTransferStarted(t('images.download.started', { name: image.name || image.id }))
        return
      }
      case 'upload': {
        const { files } = await pickFiles({ isMultiple: false })
        if (!files[0]) return
        const header = await readFileHeader(files[0])
        const { diskFormat, containerFormat } = image
        const declared = { diskFormat, containerFormat: containerFormat ?? '' }
        const concerns = header ? judgeUpload(header, declared) : []
        if (header && concerns.length > 0) {
          openDialog({ kind: 'doubtful-upload', image, file: files[0], header, concerns })
        } else await uploadInto(image.id, files[0])
      }
    }
  }
}

// A name such as "a/b" must not lead into another folder.
function suggestedName({ name, id, diskFormat }: Image): string {
  const stem = (name || id).replaceAll(/[/\\:*?"<>|\p{Cc}]/gu, '_')
  return diskFormat && !stem.toLowerCase().endsWith(`.${diskFormat}`) ? `${stem}.${diskFormat}` : stem
}
