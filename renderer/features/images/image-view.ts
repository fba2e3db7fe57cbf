import { create } from 'zustand'

import type { ImageLook } from '../../../shared/model/image-look.ts'
import { usualLook } from './image-look.ts'
import { nothingSelected, type Selection } from './selection.ts'

/** How the operator looks at the images of one cloud and project: kept while other screens are open. */
export type ImageView = ImageLook & Selection

interface ImageViews {
  readonly byScope: Readonly<Record<string, ImageView>>
  change(scope: string, changes: Partial<ImageView>): void
}

const untouched: ImageView = { ...usualLook, ...nothingSelected }

const useImageViews = create<ImageViews>((set) => ({
  byScope: {},
  change: (scope, changes) =>
    set(({ byScope }) => ({
      byScope: { ...byScope, [scope]: { ...(byScope[scope] ?? untouched), ...changes } },
    })),
}))

export function useImageView(scope: string) {
  const view = useImageViews(({ byScope }) => byScope[scope] ?? untouched)
  const change = useImageViews((views) => views.change)
  return { view, changeView: (changes: Partial<ImageView>) => change(scope, changes) }
}
