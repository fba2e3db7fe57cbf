import type { Image } from '../../../shared/model/image.ts'
import { ConfirmModal } from './confirm-modal.tsx'
import { CreateImageModal } from './create/create-image-modal.tsx'
import { UploadModal } from './upload/upload-modal.tsx'
import type { ImageBrowserState } from './use-image-browser.ts'

/** The question that is open, if one is. Each starts empty when it is opened. */
export function ImageDialogs({ browser }: { browser: ImageBrowserState }) {
  const { cloud, dialog, openDialog, select, selectBeside } = browser
  const close = () => openDialog(null)

  function onDone(action: 'delete' | 'deactivate', image: Image) {
    close()
    if (action === 'delete') selectBeside(image)
  }

  switch (dialog?.kind) {
    case undefined:
      return null
    case 'create':
      return <CreateImageModal cloud={cloud} onClose={close} onCreated={({ id }) => select(id)} />
    case 'upload':
      return (
        <UploadModal
          cloud={cloud}
          chosen={dialog}
          onChange={(chosen) => openDialog({ kind: 'upload', ...chosen })}
          onClose={close}
        />
      )
    case 'confirm':
      return (
        <ConfirmModal
          cloud={cloud}
          action={dialog.action}
          image={dialog.image}
          onClose={close}
          onDone={() => onDone(dialog.action, dialog.image)}
        />
      )
  }
}
