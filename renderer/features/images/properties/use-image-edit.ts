import { useMutation } from '@tanstack/react-query'
import { create } from 'zustand'

import type { Image } from '../../../../shared/model/image.ts'
import { changesTo, type ImageChange } from '../../../../shared/model/image-change.ts'
import type { ImageAttributeValue } from '../../../../shared/model/wire-image.ts'
import { useApi } from '../../../lib/api-context.tsx'
import { useImagesRefresh } from '../use-images-refresh.ts'
import { toProblem } from '../../../lib/explain-error.ts'

/** New values by the API's names; `undefined` takes a property away. */
type ImageEdits = Readonly<Record<string, ImageAttributeValue | undefined>>

interface Editing {
  /** The image as it was when the first value was changed. */
  readonly base: Image
  readonly edits: ImageEdits
}

interface OpenEdits {
  readonly byImage: Readonly<Record<string, Editing | undefined>>
  set(key: string, editing: Editing | undefined): void
}

/** What was typed and not sent, by cloud and image: it stays while other images, tabs and screens are looked at. */
const useOpenEdits = create<OpenEdits>((set) => ({
  byImage: {},
  set: (key, editing) => set(({ byImage }) => ({ byImage: { ...byImage, [key]: editing } })),
}))

export type ImageEdit = ReturnType<typeof useImageEdit>

/**
 * Changes to an image that wait to be sent together. They are made against the image as it was when editing began, so
 * that what somebody else changed meanwhile is noticed and not overwritten.
 */
export function useImageEdit(
  cloudId: string,
  image: Image,
  onSent: (inverse: ImageChange[], sent: Image) => void,
) {
  const { query } = useApi()
  const refresh = useImagesRefresh()
  const key = `${cloudId} ${image.id}`
  const { base, edits } = useOpenEdits(({ byImage }) => byImage[key]) ?? { base: image, edits: {} }
  const setEditing = useOpenEdits((open) => open.set)
  const changes = changesTo(base, edits)
  const send = useMutation(
    query.images.update.mutationOptions({
      onSuccess: ({ inverse, image: sent }) => {
        setEditing(key, undefined)
        onSent(inverse, sent)
      },
      onSettled: refresh,
    }),
  )

  function change(editing: Editing | undefined) {
    send.reset()
    setEditing(key, editing)
  }

  return {
    base,
    edits,
    changes,
    error: send.error,
    isSending: send.isPending,
    isConflict: toProblem(send.error)?.code === 'IMAGE_CHANGED',
    edit: (values: ImageEdits) => change({ base, edits: { ...edits, ...values } }),
    discard: () => change(undefined),
    /** Keeps what was typed, against the image as it is now. */
    rebase: () => change({ base: image, edits }),
    send: ({ isForced = false } = {}) =>
      send.mutate({ cloudId, imageId: image.id, changes, basedOn: isForced ? null : base.updatedAt }),
  }
}
