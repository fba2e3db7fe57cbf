import * as z from 'zod'

import { anything, count, entries, flag, list, maybe, optionalText, text } from '../lenient.ts'

const condition = z.object({
  source: text,
  operator: optionalText,
  predictedValue: text,
  path: optionalText,
  alwaysPass: flag(false),
})

const source = z.object({
  type: text,
  source: text,
  path: text,
  value: text,
  iteratorEnabled: flag(false),
  iterator: maybe(z.object({ path: text, operator: text, condition: text })),
})

/** Since version 16: what to do with an answer, each on its own condition. */
const responseAction = z.object({
  enabled: flag(true),
  condition: maybe(condition),
  actions: list(
    z.object({
      name: text,
      enabled: flag(true),
      failOnError: flag(false),
      config: maybe(z.object({ name: text, source: maybe(source) })),
    }),
  ),
})

/** Before that: a dotted path that begins at the answer. */
const oldAction = z.object({
  source: text,
  action: text,
  destination: text,
  enabled: flag(true),
  conditions: list(
    z.object({ source: text, operator: optionalText, condition: text, value: text, enabled: flag(true) }),
  ),
})

export const arcRequest = z.object({
  key: optionalText,
  _id: optionalText,
  id: optionalText,
  name: text,
  description: text,
  method: text,
  url: text,
  headers: text,
  payload: anything,
  blob: anything,
  multipart: list(
    z.object({
      name: text,
      value: anything,
      isFile: flag(false),
      type: optionalText,
      enabled: flag(true),
      fileName: optionalText,
    }),
  ),
  projects: list(z.union([z.string(), z.number()]).transform(String)),
  project: optionalText,
  legacyProject: optionalText,
  config: maybe(
    z.object({
      enabled: flag(true),
      timeout: count,
      followRedirects: z.boolean().optional().catch(undefined),
      validateCertificates: z.boolean().optional().catch(undefined),
    }),
  ),
  authorization: list(z.object({ type: text, enabled: flag(true), config: entries })),
  actions: maybe(z.object({ request: list(anything), response: list(responseAction) })),
  responseActions: list(oldAction),
  requestActions: list(anything),
})
export type ArcRequest = z.output<typeof arcRequest>
export type ArcResponseAction = z.output<typeof responseAction>
export type ArcOldAction = z.output<typeof oldAction>
export type ArcSource = z.output<typeof source>
export type ArcCondition = z.output<typeof condition>

export const arcProject = z.object({
  key: optionalText,
  _id: optionalText,
  id: optionalText,
  _referenceId: optionalText,
  name: text,
  description: text,
  requests: list(z.union([z.string(), z.number()]).transform(String)),
})
export type ArcProject = z.output<typeof arcProject>

export const arcVariable = z.object({
  environment: optionalText,
  name: optionalText,
  variable: optionalText,
  value: text,
  enabled: flag(true),
})

export const arcCookie = z.object({
  name: text,
  value: text,
  domain: text,
  path: text,
  expires: count,
  secure: flag(false),
  httpOnly: flag(false),
})
