import * as z from 'zod'

import type { Image } from './image.ts'
import { attributeOf, type ImageAttributeValue, imageAttributeValue } from './wire-image.ts'

/** One change of an image, by the name the API has for the attribute (`min_disk`, `os_hidden`, `hw_disk_bus`). */
export const imageChange = z.discriminatedUnion('op', [
  z.object({ op: z.literal('add'), name: z.string().min(1), value: imageAttributeValue }),
  z.object({ op: z.literal('replace'), name: z.string().min(1), value: imageAttributeValue }),
  z.object({ op: z.literal('remove'), name: z.string().min(1) }),
])
export type ImageChange = z.infer<typeof imageChange>

/** Media type of what `toJsonPatch` writes. */
export const jsonPatchType = 'application/openstack-images-v2.1-json-patch'

/** The changes as a PATCH carries them (RFC 6902; names are JSON pointers of one segment, RFC 6901). */
export function toJsonPatch(changes: readonly ImageChange[]): object[] {
  return changes.map(({ name, ...change }) => ({ ...change, path: `/${escapeSegment(name)}` }))
}

function escapeSegment(name: string): string {
  return name.replaceAll('~', '~0').replaceAll('/', '~1')
}

/**
 * What undoes `changes` on the image that they were made on: each name back to what it was, the last changed first.
 * A name that changed twice goes back once.
 */
export function invertChanges(image: Image, changes: readonly ImageChange[]): ImageChange[] {
  const names = [...new Set(changes.map(({ name }) => name))].toReversed()
  return names.flatMap((name): ImageChange[] => {
    const before = attributeOf(image, name)
    const isLeft = changes.findLast((change) => change.name === name)?.op !== 'remove'
    if (before === undefined) return isLeft ? [{ op: 'remove', name }] : []
    return [{ op: isLeft ? 'replace' : 'add', name, value: before }]
  })
}

/** The fewest changes that give an image these attributes; `undefined` is a property that is to go. */
export function changesTo(
  image: Image,
  wanted: Readonly<Record<string, ImageAttributeValue | undefined>>,
): ImageChange[] {
  return Object.entries(wanted).flatMap(([name, value]): ImageChange[] => {
    const before = attributeOf(image, name)
    if (isSame(before, value)) return []
    if (value === undefined) return [{ op: 'remove', name }]
    return [{ op: before === undefined ? 'add' : 'replace', name, value }]
  })
}

/** Tags are a set: their order says nothing. */
function isSame(a: ImageAttributeValue | undefined, b: ImageAttributeValue | undefined): boolean {
  if (!Array.isArray(a) || !Array.isArray(b)) return a === b
  return a.length === new Set(b).size && a.every((item) => b.includes(item))
}
