import * as z from 'zod'

/**
 * A variable of a collection, a folder or an environment. Its value may name other variables. A secret one is written
 * down by name alone: the key store of this machine holds the value.
 */
export const variableDefinition = z.object({
  name: z.string(),
  /** Empty for a secret one. */
  value: z.string(),
  isSecret: z.boolean().default(false),
  isEnabled: z.boolean().default(true),
  description: z.string().optional(),
})
export type VariableDefinition = z.infer<typeof variableDefinition>
