import { expect, test } from 'vitest'

import { findImageEndpoint, readCatalog, regionNamesOf } from './read-catalog.ts'

test('finds the image endpoint by region and interface', () => {
  const catalog = catalogOf(
    { interface: 'admin', region_id: 'north', url: 'http://admin.north' },
    { interface: 'public', region_id: 'north', url: 'http://public.north' },
    { interface: 'public', region: 'south', url: 'http://public.south' },
  )

  expect(findImageEndpoint(catalog, { regionName: 'south', interface: 'public' })).toEqual({
    url: 'http://public.south',
    regionName: 'south',
  })
  expect(findImageEndpoint(catalog, { regionName: null, interface: 'public' })?.url).toBe(
    'http://public.north',
  )
  expect(findImageEndpoint(catalog, { regionName: 'south', interface: 'admin' })).toBeNull()
})

test.each([
  ['https://host:9292', 'https://host:9292'],
  ['https://host:9292/', 'https://host:9292'],
  ['https://host/image/v2', 'https://host/image'],
  ['https://host/image/v2/', 'https://host/image'],
  ['https://host/image/v2.16/', 'https://host/image'],
  ['https://host/v1', 'https://host'],
  ['https://host/v2/$(tenant_id)s', 'https://host'],
  ['https://host/image/%(project_id)s/', 'https://host/image'],
  [' https://host/image//', 'https://host/image'],
])('reads the endpoint %j as %j', (url, plain) => {
  const catalog = catalogOf({ interface: 'public', region_id: 'north', url })

  expect(findImageEndpoint(catalog, { regionName: null, interface: 'public' })?.url).toBe(plain)
})

test('passes over an endpoint that is no web address', () => {
  const catalog = catalogOf(
    { interface: 'public', region_id: 'north', url: 'not configured' },
    { interface: 'public', region_id: 'south', url: 'http://south' },
  )

  expect(findImageEndpoint(catalog, { regionName: null, interface: 'public' })?.regionName).toBe('south')
})

test('passes over what is not an endpoint, and takes anything for a catalog', () => {
  const good = { interface: 'public', region_id: null, url: 'http://host' }

  expect(readCatalog([{ type: 'image', endpoints: [{ url: 7 }, good] }, 'x', { type: 'image' }])).toEqual([
    { serviceType: 'image', serviceName: null, interface: 'public', regionName: null, url: 'http://host' },
  ])
  expect(readCatalog(undefined)).toEqual([])
})

test('names each region once, of all services, in the order of the catalog', () => {
  const catalog = readCatalog([
    { type: 'identity', endpoints: [{ interface: 'public', region_id: 'south', url: 'http://k' }] },
    {
      type: 'image',
      endpoints: [
        { interface: 'public', region_id: 'north', url: 'http://g' },
        { interface: 'admin', region_id: 'south', url: 'http://g' },
        { interface: 'admin', url: 'http://g' },
      ],
    },
  ])

  expect(regionNamesOf(catalog)).toEqual(['south', 'north'])
})

function catalogOf(...endpoints: object[]) {
  return readCatalog([
    { type: 'identity', endpoints: [{ interface: 'public', region_id: 'north', url: 'http://keystone' }] },
    { type: 'image', name: 'glance', endpoints },
  ])
}
