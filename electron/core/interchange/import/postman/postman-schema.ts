import * as z from 'zod'

import { anything, entries, flag, list, maybe, optionalText, text } from '../lenient.ts'

/** Either a string or `{content}`. */
const description = anything.transform((value) =>
  text.parse(typeof value === 'object' && value !== null && 'content' in value ? value.content : value),
)

const keyed = z.object({ key: text, value: text, disabled: flag(false), description })

/** Version 2.1 has a list of `{key, value}`, 2.0 an object. */
const parameters = anything.transform((value): [string, string][] =>
  Array.isArray(value)
    ? list(keyed)
        .parse(value)
        .map((item) => [item.key, item.value])
    : entries.parse(value).map(([key, held]) => [key, text.parse(held)]),
)

export const postmanAuth = z.looseObject({ type: text })
export const authParameters = parameters

const part = z.object({
  key: text,
  value: text,
  type: text,
  src: anything,
  contentType: optionalText,
  fileName: optionalText,
  disabled: flag(false),
})

export const postmanBody = z.object({
  mode: text,
  raw: text,
  urlencoded: list(keyed),
  formdata: list(part),
  file: maybe(z.object({ src: text })),
  options: maybe(z.object({ raw: maybe(z.object({ language: text })) })),
  disabled: flag(false),
})
export type PostmanBody = z.output<typeof postmanBody>

export const postmanUrl = z.object({ raw: text, query: list(keyed), variable: list(keyed) })

export const postmanRequest = z.object({
  method: text,
  url: anything,
  header: anything,
  body: maybe(postmanBody),
  auth: maybe(postmanAuth),
  description,
})
export const postmanHeaders = list(keyed)

export const postmanItem = z.object({
  name: text,
  description,
  item: z.array(anything).nullable().catch(null),
  request: anything,
  response: list(anything),
  event: list(z.object({ listen: text, script: maybe(z.object({ exec: anything })) })),
  auth: maybe(postmanAuth),
  variable: list(z.object({ key: text, id: text, value: text, disabled: flag(false), type: text })),
  protocolProfileBehavior: entries,
})
export type PostmanItem = z.output<typeof postmanItem>

export const postmanEnvironment = z.object({
  name: text,
  values: list(z.object({ key: text, value: text, enabled: flag(true), type: text })),
})
