/** Headers of requests that HTTP (RFC 9110, 9111) and OpenStack know, with the values that are often meant. */
const known: Readonly<Record<string, readonly string[]>> = {
  Accept: [
    'application/json',
    'application/octet-stream',
    'application/yaml',
    'application/xml',
    'text/plain',
    '*/*',
  ],
  'Accept-Encoding': ['gzip', 'br', 'gzip, deflate, br, zstd', 'identity'],
  'Accept-Language': ['en', 'vi', 'en-GB, en;q=0.8'],
  Authorization: [],
  'Cache-Control': ['no-cache', 'no-store', 'max-age=0', 'only-if-cached'],
  'Content-Disposition': [],
  'Content-Encoding': ['gzip', 'br', 'zstd'],
  'Content-Language': [],
  'Content-Type': [
    'application/json',
    'application/octet-stream',
    'application/openstack-images-v2.1-json-patch',
    'application/json-patch+json',
    'application/merge-patch+json',
    'application/x-www-form-urlencoded',
    'application/yaml',
    'application/xml',
    'text/plain; charset=utf-8',
  ],
  Cookie: [],
  Expect: ['100-continue'],
  Forwarded: [],
  'If-Match': ['*'],
  'If-Modified-Since': [],
  'If-None-Match': ['*'],
  'If-Range': [],
  'If-Unmodified-Since': [],
  'Idempotency-Key': ['{{$uuid}}'],
  'OpenStack-API-Version': ['compute latest', 'volume latest', 'placement latest', 'baremetal latest'],
  'Openstack-Auth-Receipt': [],
  Origin: [],
  Pragma: ['no-cache'],
  Prefer: ['return=minimal', 'return=representation', 'respond-async'],
  Range: ['bytes=0-1023', 'bytes=0-'],
  Referer: [],
  TE: ['trailers'],
  'User-Agent': [],
  'X-Auth-Token': ['{{cloud.token}}'],
  'X-Image-Meta-Store': [],
  'X-OpenStack-Image-Size': [],
  'X-OpenStack-Nova-API-Version': ['latest'],
  'X-OpenStack-Request-ID': ['req-{{$uuid}}'],
  'X-Project-Id': ['{{cloud.project_id}}'],
  'X-Service-Token': [],
  'X-Subject-Token': ['{{cloud.token}}'],
  'X-Trans-Id-Extra': [],
}

export const headerNames: readonly string[] = Object.keys(known)

const valuesByName = new Map(Object.entries(known).map(([name, values]) => [name.toLowerCase(), values]))

/** The values that a header of this name often has; none for one that is not known. */
export function headerValues(name: string): readonly string[] {
  return valuesByName.get(name.trim().toLowerCase()) ?? []
}
