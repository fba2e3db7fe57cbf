/** The path of one image, from `/v2` on. */
export function imagePath(imageId: string): string {
  return `/v2/images/${encodeURIComponent(imageId)}`
}
