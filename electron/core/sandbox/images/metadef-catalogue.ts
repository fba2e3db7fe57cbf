import type * as z from 'zod'

import { namespaceInput } from './metadef-input.ts'
import { sampleNamespaces } from './metadef-samples.ts'

export interface Namespace extends z.infer<typeof namespaceInput> {
  readonly createdAt: string
}

/** By name. What clients add is forgotten with the process. */
export type Metadefs = Map<string, Namespace>

export function createMetadefs(): Metadefs {
  const createdAt = now()
  return new Map(
    sampleNamespaces.map((sample) => [sample.namespace, { ...namespaceInput.parse(sample), createdAt }]),
  )
}

/** This moment as Glance writes it, to the second. */
export function now(): string {
  return new Date().toISOString().replace(/\.\d+Z$/, 'Z')
}
