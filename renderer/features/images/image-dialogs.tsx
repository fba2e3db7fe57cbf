import { lazy, Suspense } from 'react'

import type { Image } from '../../../shared/model/image.ts'
import type { ImageBrowserState } from './use-image-browser.ts'
import type { HardOperation } from './image-dialog.ts'
import { lookOf } from './image-look.ts'

const BulkModal = lazy(async () => ({ default: (await import('./bulk/bulk-modal.tsx')).BulkModal }))
const ColumnsModal = lazy(async () => ({ default: (await import('./columns-modal.tsx')).ColumnsModal }))
const ConfirmModal = lazy(async () => ({ default: (await import('./confirm-modal.tsx')).ConfirmModal }))
const CopyModal = lazy(async () => ({ default: (await import('./copying/copy-modal.tsx')).CopyModal }))
const CreateImageModal = lazy(async () => ({
  default: (await import('./create/create-image-modal.tsx')).CreateImageModal,
}))
const DoubtfulUploadModal = lazy(async () => ({
  default: (await import('./upload/doubtful-upload-modal.tsx')).DoubtfulUploadModal,
}))
const ImportModal = lazy(async () => ({
  default: (await import('./importing/import-modal.tsx')).ImportModal,
}))
const UploadModal = lazy(async () => ({ default: (await import('./upload/upload-modal.tsx')).UploadModal }))
const ViewsModal = lazy(async () => ({ default: (await import('./views-modal.tsx')).ViewsModal }))

/** The question that is open, if one is. Each starts empty when it is opened. */
export function ImageDialogs({ browser }: { browser: ImageBrowserState }) {
  return (
    <Suspense>
      <OpenDialog browser={browser} />
    </Suspense>
  )
}

function OpenDialog({ browser }: { browser: ImageBrowserState }) {
  const { cloud, dialog, openDialog, select, selectBeside, selected, marked, view, changeLook } = browser
  const close = () => openDialog(null)

  function onDone({ action }: HardOperation, image: Image) {
    close()
    if (action === 'delete') selectBeside(image)
  }

  function onBulkDone() {
    close()
    select(selected?.id ?? null)
  }

  switch (dialog?.kind) {
    case undefined:
      return null
    case 'create':
      return <CreateImageModal cloud={cloud} onClose={close} onCreated={({ id }) => select(id)} />
    case 'bulk':
      return (
        <BulkModal
          cloud={cloud}
          operation={dialog.operation}
          images={marked}
          onClose={close}
          onDone={onBulkDone}
        />
      )
    case 'copy':
      return <CopyModal cloud={cloud} images={dialog.images} onClose={close} />
    case 'import':
      return <ImportModal cloud={cloud} image={dialog.image} onClose={close} />
    case 'doubtful-upload':
      return <DoubtfulUploadModal cloud={cloud} {...dialog} onClose={close} />
    case 'columns':
      return (
        <ColumnsModal
          columns={view.columns}
          onChange={(columns) => changeLook({ columns })}
          onClose={close}
        />
      )
    case 'views':
      return <ViewsModal look={lookOf(view)} onClose={close} />
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
          operation={dialog.operation}
          image={dialog.image}
          onClose={close}
          onDone={() => onDone(dialog.operation, dialog.image)}
        />
      )
  }
}
