import * as z from 'zod'

/** A cloud of the first `clouds.json`, which knew passwords only, in today's form. What it is not, is left as it is. */
export function fromVersion1(entry: unknown): unknown {
  const old = version1.safeParse(entry).data
  if (!old) return entry
  const { hasPassword, settings, ...record } = old
  const { user, scope, ...rest } = settings
  return {
    ...record,
    hasSecret: hasPassword,
    settings: { ...added, ...rest, auth: { method: 'password', user, scope } },
  }
}

const version1 = z.looseObject({
  hasPassword: z.boolean(),
  settings: z.looseObject({ user: z.unknown(), scope: z.unknown() }),
})

const added = { clientCertFile: null, clientKeyFile: null, imageEndpoint: null }
