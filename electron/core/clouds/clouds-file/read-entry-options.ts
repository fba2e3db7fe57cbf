import { homedir } from 'node:os'
import { isAbsolute, join } from 'node:path'

import { type EndpointInterface, endpointInterface } from '../../../../shared/model/cloud.ts'
import type { CloudEntry } from './cloud-entry.ts'
import { isSection, type Setting } from './config-tree.ts'

/** The first region where there are several: the others can be switched to. */
export function readRegion(entry: CloudEntry): string | null {
  const region = firstOf(entry.find('region_name')) ?? firstOf(entry.find('regions'))
  if (region === null) return null
  if (typeof region.value === 'string') return region.value.split(',')[0]!.trim() || null
  if (!isSection(region.value)) return null
  if (region.value.has('values')) entry.ignored('regions', 'the values of one region are not read')
  const name = region.value.get('name')?.value
  return typeof name === 'string' ? name : null
}

export function readInterface(entry: CloudEntry): EndpointInterface {
  const key = ['image_interface', 'interface', 'endpoint_type', 'image_endpoint_type'].find((one) =>
    entry.has(one),
  )
  if (key === undefined) return 'public'
  const value = firstOf(entry.find(key))?.value
  const word = typeof value === 'string' ? value.toLowerCase().replace(/url$/, '') : ''
  const parsed = endpointInterface.safeParse(word)
  if (!parsed.success) entry.note('invalid', key, 'not public, internal or admin; public is taken')
  return parsed.data ?? 'public'
}

/** `verify: false` beats a `cacert`. */
export function readTls(entry: CloudEntry): { verifyTls: boolean; caFile: string | null } {
  const isVerified = readClaim(entry, 'verify') ?? true
  const isInsecure = readClaim(entry, 'insecure') ?? false
  return { verifyTls: isVerified && !isInsecure, caFile: readCaFile(entry) }
}

function readCaFile(entry: CloudEntry): string | null {
  const text = entry.text('cacert')
  if (text === null) return null
  const path = /^~[/\\]/.test(text) ? join(homedir(), text.slice(2)) : text
  if (isAbsolute(path)) return path
  entry.ignored('cacert', 'a relative path: relative to what is not known')
  return null
}

function readClaim(entry: CloudEntry, key: string): boolean | null {
  const word = entry.text(key)?.toLowerCase()
  if (word === undefined) return null
  if (/^(true|yes|on|y|1)$/.test(word)) return true
  if (/^(false|no|off|n|0)$/.test(word)) return false
  entry.invalid(key, 'neither true nor false')
  return null
}

function firstOf(setting: Setting | null): Setting | null {
  return Array.isArray(setting?.value) ? ((setting.value[0] as Setting | undefined) ?? null) : setting
}
