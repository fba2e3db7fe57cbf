import * as z from 'zod'

export const metadefProperties = z.record(z.string(), z.record(z.string(), z.unknown()))

/** A namespace as a client writes it: the parts of it that the sandbox keeps. */
export const namespaceInput = z.strictObject({
  namespace: z.string().min(1).max(80),
  display_name: z.string().max(80).optional(),
  description: z.string().max(500).optional(),
  visibility: z.enum(['public', 'private']).default('private'),
  protected: z.boolean().default(false),
  owner: z.string().optional(),
  resource_type_associations: z
    .array(z.object({ name: z.string(), prefix: z.string().optional() }))
    .default([]),
  properties: metadefProperties.default({}),
  objects: z
    .array(z.object({ name: z.string(), description: z.string().optional(), properties: metadefProperties }))
    .default([]),
  tags: z.array(z.object({ name: z.string() })).optional(),
})
