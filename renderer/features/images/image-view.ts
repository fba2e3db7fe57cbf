import { create } from 'zustand'

import type { FacetChoice, ImageSort } from './image-rows.ts'

/** How the operator looks at the images of one scope: kept while other screens are open. */
export interface ImageView {
  readonly text: string
  readonly choice: FacetChoice
  readonly sort: ImageSort
  readonly selectedId: string | null
}

interface ImageViews {
  readonly byScope: Readonly<Record<string, ImageView>>
  change(scope: string, changes: Partial<ImageView>): void
}

export const noFacets: FacetChoice = { status: null, visibility: null, format: null, tag: null }

const untouched: ImageView = {
  text: '',
  choice: noFacets,
  sort: { column: 'name', isDescending: false },
  selectedId: null,
}

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
