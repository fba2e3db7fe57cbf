import * as z from 'zod'

/** HTTP Archive 1.2, as http://www.softwareishard.com/blog/har-12-spec/ has it: what it asks for, and nothing else. */
const pair = z.strictObject({ name: z.string(), value: z.string(), comment: z.string().optional() })
const cookie = z.looseObject({ name: z.string(), value: z.string() })
const size = z.int().min(-1)
const time = z.number().min(-1)

const message = { httpVersion: z.string(), cookies: z.array(cookie), headers: z.array(pair) }

const request = z.strictObject({
  method: z.string().min(1),
  url: z.string().min(1),
  ...message,
  queryString: z.array(pair),
  /** Either `text` or `params`. */
  postData: z.strictObject({ mimeType: z.string(), text: z.string() }).optional(),
  headersSize: size,
  bodySize: size,
})

const response = z.strictObject({
  status: z.int().min(0),
  statusText: z.string(),
  ...message,
  content: z.strictObject({ size: z.int(), mimeType: z.string(), text: z.string().optional() }),
  redirectURL: z.string(),
  headersSize: size,
  bodySize: size,
})

const entry = z.strictObject({
  startedDateTime: z.iso.datetime(),
  time: z.number().min(0),
  request,
  response,
  cache: z.strictObject({}),
  timings: z.strictObject({
    blocked: time,
    dns: time,
    connect: time,
    ssl: time,
    send: z.number().min(0),
    wait: z.number().min(0),
    receive: z.number().min(0),
  }),
  serverIPAddress: z.string().optional(),
  comment: z.string().optional(),
})
export type HarEntry = z.infer<typeof entry>

export const harArchive = z.strictObject({
  log: z.strictObject({
    version: z.literal('1.2'),
    creator: z.strictObject({ name: z.string(), version: z.string() }),
    entries: z.array(entry),
  }),
})
export type HarArchive = z.infer<typeof harArchive>
