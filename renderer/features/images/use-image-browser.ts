import { type RefObject, useCallback, useDeferredValue, useMemo, useState } from 'react'

import type { Image } from '../../../shared/model/image.ts'
import type { ImageLook } from '../../../shared/model/image-look.ts'
import type { SignedInCloud } from '../../lib/live.ts'
import { type ImageDialog, withDrop } from './image-dialog.ts'
import { queryOf, usualLook } from './image-look.ts'
import { filterRows, type ImageRow, sortRows, toRows } from './image-rows.ts'
import { type ImageView, useImageView } from './image-view.ts'
import type { DroppedFiles } from './upload/dropped-files.ts'
import { type ImageActions, useImageActions } from './use-image-actions.tsx'
import { markAll, markRange, selectOne, toggleMark } from './selection.ts'
import { scopeOf, useImageList } from './use-image-list.ts'
import { useRunningUploads } from './use-running-uploads.ts'
import { useImagesRefresh } from './use-images-refresh.ts'

export type ImageBrowserState = ReturnType<typeof useImageBrowser>

/** What the parts of the images screen share: the list, how it is looked at, and what can be done. */
export function useImageBrowser(cloud: SignedInCloud, table: RefObject<HTMLElement | null>) {
  const [dialog, openDialog] = useState<ImageDialog | null>(null)
  const { view, changeView } = useImageView(scopeOf(cloud))
  const { scope, choice, asksCloud } = view
  const asked = useMemo(() => queryOf({ ...usualLook, scope, choice, asksCloud }), [scope, choice, asksCloud])
  const list = useImageList(cloud, asked)
  const rows = useShownRows(list.images, view)
  const uploads = useRunningUploads(cloud.id)
  const selected = list.images.find((image) => image.id === view.selectedId)
  const actions: ImageActions = useImageActions(cloud, openDialog)
  const refreshImages = useImagesRefresh()
  const refresh = useCallback(() => void refreshImages(), [refreshImages])
  const takeDrop = useCallback((drop: DroppedFiles) => openDialog((open) => withDrop(open, drop)), [])

  const shownIds = () => rows.map(({ image }) => image.id)

  function changeLook(look: Partial<ImageLook>) {
    changeView(look)
    table.current?.scrollTo({ top: 0 })
  }

  return {
    cloud,
    list,
    rows,
    view,
    marked: useMarked(rows, view),
    select: (imageId: string | null) => changeView(selectOne(imageId)),
    toggleMark: (imageId: string) => changeView(toggleMark(view, imageId)),
    markTo: (imageId: string) => changeView(markRange(view, imageId, shownIds())),
    markAll: () => changeView(markAll(view, shownIds())),
    changeLook,
    uploads,
    selected,
    actions,
    dialog,
    openDialog,
    refresh,
    takeDrop,
    selectBeside: (image: Image) => changeView(selectOne(idBeside(rows, image.id))),
  }
}

function useShownRows(images: readonly Image[], view: ImageView): readonly ImageRow[] {
  const text = useDeferredValue(view.text)
  const rows = useMemo(() => toRows(images), [images])
  const sorted = useMemo(() => sortRows(rows, view.sort), [rows, view.sort])
  return useMemo(() => filterRows(sorted, text, view.choice), [sorted, text, view.choice])
}

/** The marked images, in the order shown. One that is filtered out is not acted on: nobody sees that it is marked. */
function useMarked(rows: readonly ImageRow[], { markedIds }: ImageView): readonly Image[] {
  return useMemo(
    () => (markedIds.size === 0 ? [] : rows.flatMap(({ image }) => (markedIds.has(image.id) ? [image] : []))),
    [rows, markedIds],
  )
}

function idBeside(rows: readonly ImageRow[], imageId: string): string | null {
  const index = rows.findIndex(({ image }) => image.id === imageId)
  return (rows[index + 1] ?? rows[index - 1])?.image.id ?? null
}
