import { isAbsolute, join } from 'node:path'

import { type EndpointInterface, endpointInterface } from '../../../../shared/model/cloud.ts'
import type { CloudEntry } from './cloud-entry.ts'
import type { Setting } from './config-tree.ts'

/** What a path in a configuration is relative to. A null folder: not known, as for a file that was pasted. */
export interface PathBase {
  readonly cwd: string | null
  readonly home: string
}

export function readInterface(entry: CloudEntry): EndpointInterface {
  const keys = ['image_endpoint_type', 'image_interface', 'endpoint_type', 'interface']
  const key = keys.find((one) => entry.has(one))
  if (key === undefined) return 'public'
  const value = firstOf(entry.find(key))?.value
  const word = typeof value === 'string' ? value.toLowerCase().replace(/url$/, '') : ''
  const parsed = endpointInterface.safeParse(word)
  if (!parsed.success) entry.note(key, 'interface-unknown', word)
  return parsed.data ?? 'public'
}

export function readImageEndpoint(entry: CloudEntry): string | null {
  if (entry.text('image_api_version')?.startsWith('1')) entry.note('image_api_version', 'image-version')
  const url = entry.text('image_endpoint_override')
  if (url === null || (URL.canParse(url) && /^https?:/i.test(url))) return url
  entry.block('image_endpoint_override', 'not-a-url')
  return null
}

export interface TlsSettings {
  readonly verifyTls: boolean
  readonly caFile: string | null
  readonly clientCertFile: string | null
  readonly clientKeyFile: string | null
}

/** `verify: false` beats a `cacert`. */
export function readTls(entry: CloudEntry, base: PathBase): TlsSettings {
  const isVerified = readClaim(entry, 'verify') ?? true
  const isInsecure = readClaim(entry, 'insecure') ?? false
  const clientCertFile = readPath(entry, 'cert', base)
  const clientKeyFile = readPath(entry, 'key', base)
  if (clientKeyFile !== null && clientCertFile === null) entry.note('key', 'key-without-cert')
  return {
    verifyTls: isVerified && !isInsecure,
    caFile: readPath(entry, 'cacert', base),
    clientCertFile,
    clientKeyFile: clientCertFile === null ? null : clientKeyFile,
  }
}

function readPath(entry: CloudEntry, key: string, { cwd, home }: PathBase): string | null {
  const text = entry.text(key)
  if (text === null) return null
  const path = /^~[/\\]/.test(text) ? join(home, text.slice(2)) : text
  if (isAbsolute(path)) return path
  if (cwd !== null) return join(cwd, path)
  entry.note(key, 'relative-path', path)
  return null
}

function readClaim(entry: CloudEntry, key: string): boolean | null {
  const word = entry.text(key)?.toLowerCase()
  if (word === undefined) return null
  if (/^(true|yes|on|y|1)$/.test(word)) return true
  if (/^(false|no|off|n|0)$/.test(word)) return false
  entry.block(key, 'not-a-boolean')
  return null
}

function firstOf(setting: Setting | null): Setting | null {
  return Array.isArray(setting?.value) ? ((setting.value[0] as Setting | undefined) ?? null) : setting
}
