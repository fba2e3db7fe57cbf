import { oc } from '@orpc/contract'
import * as z from 'zod'

import { appErrors } from '../errors.ts'
import { cookieEdit, cookieFacts, cookieKey } from '../model/cookie.ts'

const call = oc.errors(appErrors)
/** Null: of the requests that are sent without one. */
const environmentId = z.string().min(1).nullable()
const oneCookie = call.input(z.object({ environmentId, cookie: cookieKey }))

/** What servers told the requests of an environment to remember. */
export const cookies = {
  list: call.input(z.object({ environmentId })).output(z.array(cookieFacts)),
  /** The value, for somebody who asked to see it. Throws COOKIE_GONE. */
  reveal: oneCookie.output(z.object({ value: z.string() })),
  /** Adds it, or puts it in the place of another one. Throws COOKIE_INVALID or COOKIE_GONE, and changes nothing then. */
  save: call
    .input(z.object({ environmentId, cookie: cookieEdit, replaces: cookieKey.nullable() }))
    .output(z.void()),
  remove: oneCookie.output(z.void()),
  /** All of them, or those of one domain. */
  clear: call.input(z.object({ environmentId, domain: z.string().nullable() })).output(z.void()),
}
