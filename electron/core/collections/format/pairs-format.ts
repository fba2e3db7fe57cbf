import * as z from 'zod'

import type { DraftPair } from '../../../../shared/model/request.ts'
import type { VariableDefinition } from '../../../../shared/model/variable-definition.ts'
import type { FileObject } from './yaml-text.ts'

/** Other tools write numbers without quotes, and descriptions as a text with its type. */
const text = z.union([z.string(), z.number().transform(String), z.boolean().transform(String)])
const description = z
  .union([z.string(), z.object({ content: z.string() }).transform(({ content }) => content)])
  .optional()
  .catch(undefined)

export const pairInFile = z.object({
  name: text.default(''),
  value: text.default(''),
  disabled: z.boolean().default(false),
  description,
})

export function pairOf({ name, value, disabled, description: about }: z.infer<typeof pairInFile>): DraftPair {
  return { name, value, isEnabled: !disabled, ...(about === undefined ? {} : { description: about }) }
}

export function pairData({ name, value, isEnabled, description: about }: DraftPair): FileObject {
  return { name, value, ...switchData(isEnabled), description: about }
}

export function switchData(isEnabled: boolean): FileObject {
  return { disabled: isEnabled ? undefined : true }
}

/** A typed value is `{type, data}`; it is text here. */
const variableValue = z.union([text, z.object({ data: text }).transform(({ data }) => data)]).catch('')

export const variableInFile = z.object({
  name: text.default(''),
  value: variableValue.default(''),
  secret: z.boolean().default(false),
  disabled: z.boolean().default(false),
  description,
})

export function variableOf(found: z.infer<typeof variableInFile>): VariableDefinition {
  const { name, value, isEnabled, ...about } = pairOf(found)
  return { name, value: found.secret ? '' : value, isSecret: found.secret, isEnabled, ...about }
}

export function variableData({ isSecret, ...variable }: VariableDefinition): FileObject {
  const { name, value, ...rest } = pairData(variable)
  return isSecret ? { secret: true, name, ...rest } : { name, value, ...rest }
}
