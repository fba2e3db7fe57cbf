import type { ImportMethod, ImportTarget } from './image-import.ts'

/** Body of `POST /v2/images/{id}/import` (Image API v2, "Interoperable image import"). */
export function importBody(method: ImportMethod, target: ImportTarget | null): Record<string, unknown> {
  return { method: wireMethod(method), ...(target === null ? {} : wireTarget(target)) }
}

function wireMethod(method: ImportMethod): Record<string, unknown> {
  if (method.name !== 'glance-download') return method
  return {
    name: method.name,
    glance_region: method.regionName,
    glance_image_id: method.imageId,
    ...(method.interface ? { glance_service_interface: method.interface } : {}),
  }
}

function wireTarget(target: ImportTarget): Record<string, unknown> {
  const { allMustSucceed } = target
  return {
    ...('stores' in target ? { stores: target.stores } : { all_stores: true }),
    ...(allMustSucceed === undefined ? {} : { all_stores_must_succeed: allMustSucceed }),
  }
}
