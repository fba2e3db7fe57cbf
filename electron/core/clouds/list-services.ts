import type { CatalogService } from '../../../shared/model/cloud.ts'
import { type CatalogEndpoint, plainEndpoint } from '../identity/read-catalog.ts'
import type { LiveSession } from './cloud-sessions.ts'
import type { CloudRecord } from './cloud-store.ts'
import { imageEndpointOf } from './image-endpoint.ts'

/**
 * What `{{cloud.<type>}}` stands for, by type: each service of the catalog at the cloud's interface and region.
 * `identity` and `image` are without a version; the others are as the catalog has them.
 */
export function serviceUrls({ settings }: CloudRecord, { order, tokens }: LiveSession): Map<string, string> {
  const { catalog } = tokens.current
  const urls = new Map<string, string>()
  for (const { serviceType, url, ...endpoint } of catalog) {
    const isWanted = settings.regionName === null || endpoint.regionName === settings.regionName
    if (!isWanted || endpoint.interface !== settings.interface || urls.has(serviceType)) continue
    urls.set(serviceType, url.replace(/\/+$/, ''))
  }
  urls.set('identity', order.endpoint)
  const image = imageEndpointOf(catalog, settings)
  if (image) urls.set('image', image.url)
  else urls.delete('image')
  return urls
}

/** The catalog by service, in its own order. */
export function listServices(record: CloudRecord, live: LiveSession): CatalogService[] {
  const urls = serviceUrls(record, live)
  const services = new Map<string, CatalogService>()
  for (const endpoint of live.tokens.current.catalog) {
    const { serviceType: type, serviceName: name, interface: face, regionName, url } = endpoint
    const service = services.get(`${type} ${name}`) ?? { type, name, endpoints: [] }
    const template = templateOf(endpoint, urls.get(type))
    service.endpoints.push({ interface: face, regionName, url, template })
    services.set(`${type} ${name}`, service)
  }
  return [...services.values()]
}

function templateOf({ serviceType, url }: CatalogEndpoint, value: string | undefined): string {
  const isHere = value !== undefined && (url.startsWith(value) || plainEndpoint(url) === value)
  return isHere && /^\w[\w.-]*$/.test(serviceType)
    ? `{{cloud.${serviceType}}}${url.slice(value.length)}`
    : url
}
