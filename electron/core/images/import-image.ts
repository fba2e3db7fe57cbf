import type { ImportMethod, ImportTarget } from '../../../shared/model/image-import.ts'
import { importBody } from '../../../shared/model/import-body.ts'
import type { OneImage } from '../core.ts'
import { callImageService, type ImageServicePorts } from './call-image-service.ts'
import { imagePath } from './image-path.ts'
import { jsonBody } from './json-body.ts'

/** Orders an import. It is done, or has failed, when the image and its task say so. Throws IMPORT_REFUSED. */
export async function importImage(
  ports: ImageServicePorts,
  input: OneImage & { method: ImportMethod; target: ImportTarget | null },
  signal: AbortSignal,
): Promise<void> {
  const { cloudId, imageId, method, target } = input
  const call = {
    verb: 'import',
    origin: 'images',
    cloudId,
    imageId,
    method: 'POST',
    path: `${imagePath(imageId)}/import`,
    ...jsonBody(importBody(method, target)),
  } as const
  await callImageService(ports, call, signal)
}
