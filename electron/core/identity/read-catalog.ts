import * as z from 'zod'

import { type EndpointInterface, endpointInterface } from '../../../shared/model/cloud.ts'

/** One endpoint of one service, as the catalog of a token tells it (Identity API v3, "The catalog"). */
export interface CatalogEndpoint {
  readonly serviceType: string
  readonly serviceName: string | null
  readonly interface: string
  readonly regionName: string | null
  readonly url: string
}

/** All endpoints in the order of the catalog. What does not look like one is passed over. */
export function readCatalog(catalog: unknown): CatalogEndpoint[] {
  const services = lenient(service, catalog)
  return services.flatMap(({ type, name, endpoints }) =>
    lenient(endpoint, endpoints).map((one) => ({
      serviceType: type,
      serviceName: name ?? null,
      interface: one.interface,
      regionName: one.region_id ?? one.region ?? null,
      url: one.url,
    })),
  )
}

/** Where images are, without version and trailing slash. A null region takes the first that has the service. */
export function findImageEndpoint(
  catalog: readonly CatalogEndpoint[],
  wanted: { regionName: string | null; interface: EndpointInterface },
): { url: string; regionName: string | null } | null {
  for (const candidate of catalog) {
    if (candidate.serviceType !== 'image' || candidate.interface !== wanted.interface) continue
    if (wanted.regionName !== null && candidate.regionName !== wanted.regionName) continue
    const url = plainEndpoint(candidate.url)
    if (url !== null) return { url, regionName: candidate.regionName }
  }
  return null
}

/** The interfaces at which a region offers images; a null region stands for any. */
export function imageInterfacesOf(
  catalog: readonly CatalogEndpoint[],
  regionName: string | null,
): EndpointInterface[] {
  return endpointInterface.options.filter(
    (one) => findImageEndpoint(catalog, { regionName, interface: one }) !== null,
  )
}

export function regionNamesOf(catalog: readonly CatalogEndpoint[]): string[] {
  return [...new Set(catalog.flatMap(({ regionName }) => regionName ?? []))]
}

const service = z.object({ type: z.string(), name: z.string().nullish(), endpoints: z.array(z.unknown()) })
const endpoint = z.object({
  interface: z.string(),
  region_id: z.string().nullish(),
  region: z.string().nullish(),
  url: z.string(),
})

function lenient<Schema extends z.ZodType>(schema: Schema, list: unknown): z.infer<Schema>[] {
  if (!Array.isArray(list)) return []
  return list.flatMap((item) => {
    const parsed = schema.safeParse(item)
    return parsed.success ? [parsed.data] : []
  })
}

/** Operators register `…/v2`, `…/v2/`, or templates that nobody filled in: `…/v2/$(tenant_id)s`. */
export function plainEndpoint(text: string): string | null {
  const bare = text.trim().replace(/\/[$%]\(\w+\)s.*$/, '')
  if (!URL.canParse(bare) || !/^https?:/i.test(bare)) return null
  const { origin, pathname } = new URL(bare)
  return `${origin}${pathname}`.replace(/\/+$/, '').replace(/\/v[12](\.\d+)?$/, '')
}
