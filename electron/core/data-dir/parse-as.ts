import type * as z from 'zod'

/** What a JSON text says, if it is what the schema wants; undefined for anything else, text that is no JSON included. */
export function parseAs<Schema extends z.ZodType>(
  schema: Schema,
  text: string,
): z.output<Schema> | undefined {
  try {
    return schema.safeParse(JSON.parse(text)).data
  } catch (error) {
    if (error instanceof SyntaxError) return undefined
    throw error
  }
}
