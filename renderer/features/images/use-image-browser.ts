import { useQueryClient } from '@tanstack/react-query'
import { type RefObject, useCallback, useDeferredValue, useMemo, useState } from 'react'

import type { Image } from '../../../shared/model/image.ts'
import { useApi } from '../../lib/api-context.tsx'
import type { SignedInCloud } from '../../lib/live.ts'
import { type ImageDialog, withDrop } from './image-dialog.ts'
import { filterRows, type ImageRow, sortRows, toRows } from './image-rows.ts'
import { type ImageView, useImageView } from './image-view.ts'
import type { DroppedFiles } from './upload/dropped-files.ts'
import { type ImageActions, useImageActions } from './use-image-actions.tsx'
import { scopeOf, useImageList } from './use-image-list.ts'
import { useRunningUploads } from './use-running-uploads.ts'

export type ImageBrowserState = ReturnType<typeof useImageBrowser>

/** What the parts of the images screen share: the list, how it is looked at, and what can be done. */
export function useImageBrowser(cloud: SignedInCloud, table: RefObject<HTMLElement | null>) {
  const { query } = useApi()
  const queries = useQueryClient()
  const [dialog, openDialog] = useState<ImageDialog | null>(null)
  const { view, changeView } = useImageView(scopeOf(cloud))
  const list = useImageList(cloud)
  const rows = useShownRows(list.images, view)
  const uploads = useRunningUploads(cloud.id)
  const selected = list.images.find((image) => image.id === view.selectedId)
  const actions: ImageActions = useImageActions(cloud, openDialog)
  const refresh = useCallback(
    () => void queries.invalidateQueries({ queryKey: query.images.key() }),
    [queries, query],
  )
  const takeDrop = useCallback((drop: DroppedFiles) => openDialog((open) => withDrop(open, drop)), [])

  function changeLook(look: Partial<Omit<ImageView, 'selectedId'>>) {
    changeView(look)
    table.current?.scrollTo({ top: 0 })
  }

  return {
    cloud,
    list,
    rows,
    view,
    select: (imageId: string | null) => changeView({ selectedId: imageId }),
    changeLook,
    uploads,
    selected,
    actions,
    dialog,
    openDialog,
    refresh,
    takeDrop,
    selectBeside: (image: Image) => changeView({ selectedId: idBeside(rows, image.id) }),
  }
}

function useShownRows(images: readonly Image[], view: ImageView): readonly ImageRow[] {
  const text = useDeferredValue(view.text)
  const rows = useMemo(() => toRows(images), [images])
  const sorted = useMemo(() => sortRows(rows, view.sort), [rows, view.sort])
  return useMemo(() => filterRows(sorted, text, view.choice), [sorted, text, view.choice])
}

function idBeside(rows: readonly ImageRow[], imageId: string): string | null {
  const index = rows.findIndex(({ image }) => image.id === imageId)
  return (rows[index + 1] ?? rows[index - 1])?.image.id ?? null
}
