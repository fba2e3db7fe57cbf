import * as z from 'zod'

import type { Image } from './image.ts'

export const imageAttributeValue = z.union([
  z.string(),
  z.number(),
  z.boolean(),
  z.null(),
  z.array(z.string()),
])
export type ImageAttributeValue = z.infer<typeof imageAttributeValue>

/** The attributes that a client can set and every image has, by the API's name, with what an image has for each. */
const readers: Readonly<Record<string, (image: Image) => ImageAttributeValue>> = {
  name: (image) => image.name,
  visibility: (image) => image.visibility,
  protected: (image) => image.isProtected,
  os_hidden: (image) => image.isHidden,
  owner: (image) => image.owner,
  tags: (image) => image.tags,
  min_disk: (image) => image.minDiskGb,
  min_ram: (image) => image.minRamMb,
  disk_format: (image) => image.diskFormat,
  container_format: (image) => image.containerFormat,
}

/** What an image has under a name of the API's; undefined: no such property. */
export function attributeOf(image: Image, name: string): ImageAttributeValue | undefined {
  const read = Object.hasOwn(readers, name) ? readers[name] : undefined
  if (read) return read(image)
  return Object.hasOwn(image.properties, name) ? image.properties[name] : undefined
}
