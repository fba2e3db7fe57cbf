/** The image under the cursor, whose details are shown, and those that are marked for something to be done to all. */
export interface Selection {
  readonly selectedId: string | null
  readonly markedIds: ReadonlySet<string>
  /** Where a range begins. */
  readonly anchorId: string | null
}

export const nothingSelected: Selection = { selectedId: null, markedIds: new Set(), anchorId: null }

export function selectOne(imageId: string | null): Selection {
  return { selectedId: imageId, markedIds: new Set(), anchorId: imageId }
}

/** Marks one more, or takes its mark away. The image that was alone under the cursor counts as the first. */
export function toggleMark({ selectedId, markedIds }: Selection, imageId: string): Selection {
  const marked = new Set(markedIds)
  if (marked.size === 0 && selectedId !== null && selectedId !== imageId) marked.add(selectedId)
  if (!marked.delete(imageId)) marked.add(imageId)
  return { selectedId: imageId, markedIds: marked, anchorId: imageId }
}

/** Marks all from where the range began to this one, in the order shown, and nothing else. */
export function markRange(
  { selectedId, anchorId }: Selection,
  imageId: string,
  shown: readonly string[],
): Selection {
  const anchor = anchorId ?? selectedId ?? imageId
  const from = shown.indexOf(anchor)
  const to = shown.indexOf(imageId)
  if (from < 0 || to < 0) return selectOne(imageId)
  const range = shown.slice(Math.min(from, to), Math.max(from, to) + 1)
  return { selectedId: imageId, markedIds: new Set(range), anchorId: anchor }
}

export function markAll({ selectedId }: Selection, shown: readonly string[]): Selection {
  return { selectedId: selectedId ?? shown[0] ?? null, markedIds: new Set(shown), anchorId: selectedId }
}
