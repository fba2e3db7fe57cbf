import type { CloudSettings } from '../../../shared/model/cloud.ts'
import { type CatalogEndpoint, findImageEndpoint, plainEndpoint } from '../identity/read-catalog.ts'

/** Where a cloud's images are: what the settings say themselves, else what the catalog says. */
export function imageEndpointOf(
  catalog: readonly CatalogEndpoint[],
  settings: Pick<CloudSettings, 'regionName' | 'interface' | 'imageEndpoint'>,
): { url: string; regionName: string | null } | null {
  const own = settings.imageEndpoint === null ? null : plainEndpoint(settings.imageEndpoint)
  return own === null ? findImageEndpoint(catalog, settings) : { url: own, regionName: settings.regionName }
}
