import * as z from 'zod'

/** What stands there, or null. */
export const anything = z.unknown().default(null)

/**
 * Schemas for what other programs write. A value of another kind than expected becomes the empty one: one odd field
 * must not cost the rest of a file.
 */
export const text = anything.transform(textOf)

/** Null where there is none. */
export const optionalText = anything.transform((value) =>
  value === undefined || value === null ? null : textOf(value),
)

export const flag = (whenAbsent: boolean) =>
  anything.transform((value) => (typeof value === 'boolean' ? value : whenAbsent))

export const count = anything.transform((value) =>
  typeof value === 'number' && Number.isFinite(value) ? value : null,
)

/** The items that fit; others are left out. */
export function list<Item extends z.ZodType>(item: Item) {
  return anything.transform((value): z.output<Item>[] =>
    (Array.isArray(value) ? (value as unknown[]) : []).flatMap((each) => {
      const read = item.safeParse(each)
      return read.success ? [read.data] : []
    }),
  )
}

/** Null where what stands there does not fit. */
export function maybe<Value extends z.ZodType>(value: Value) {
  return anything.transform((given): z.output<Value> | null => {
    const read = value.safeParse(given)
    return read.success ? read.data : null
  })
}

/** Keys and values of an object, in order; none for anything else. */
export const entries = anything.transform((value): [string, unknown][] =>
  isObject(value) ? Object.entries(value) : [],
)

export const pair = z.object({ name: text, value: text, disabled: flag(false) })

export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

export function textOf(value: unknown): string {
  if (typeof value === 'string') return value
  return typeof value === 'number' || typeof value === 'boolean' || typeof value === 'bigint'
    ? String(value)
    : ''
}
