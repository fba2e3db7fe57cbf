import type * as Electron from 'electron'

import { StandInEmitter } from './stand-in-events.ts'

type Handler<
  Name extends 'setPermissionRequestHandler' | 'setPermissionCheckHandler' | 'setDevicePermissionHandler',
> = NonNullable<Parameters<Electron.Session[Name]>[0]>

/** A session that has the handlers it was given tried on it. Without one, Electron grants. */
export function createStandInSession() {
  const events = new StandInEmitter()
  const kept: {
    request?: Handler<'setPermissionRequestHandler'> | undefined
    check?: Handler<'setPermissionCheckHandler'> | undefined
    device?: Handler<'setDevicePermissionHandler'> | undefined
    before?: (details: { url: string }, answer: (response: { cancel?: boolean }) => void) => void
    spellChecker: boolean
  } = { spellChecker: true }

  const session = {
    on: events.on,
    setPermissionRequestHandler: (handler) => void (kept.request = handler ?? undefined),
    setPermissionCheckHandler: (handler) => void (kept.check = handler ?? undefined),
    setDevicePermissionHandler: (handler) => void (kept.device = handler ?? undefined),
    setSpellCheckerEnabled: (isEnabled) => void (kept.spellChecker = isEnabled),
  } satisfies Partial<Electron.Session>
  const webRequest = {
    onBeforeRequest: (_filter: unknown, handler: NonNullable<typeof kept.before>) =>
      void (kept.before = handler),
  }

  return {
    session: { ...session, webRequest },
    isSpellCheckerOn: () => kept.spellChecker,
    isGranted(permission: string, from: string): { asked: boolean; checked: boolean } {
      let asked = !kept.request
      const contents = { getURL: () => from } as Electron.WebContents
      kept.request?.(contents, permission as 'midi', (answer) => void (asked = answer), {} as never)
      return { asked, checked: kept.check?.(contents, permission as 'midi', from, {} as never) ?? true }
    },
    isDeviceGranted: () => kept.device?.({} as never) ?? true,
    isRequestAllowed(url: string): boolean {
      let isAllowed = true
      kept.before?.({ url }, ({ cancel }) => void (isAllowed = !cancel))
      return isAllowed
    },
    isDownloadAllowed: (url: string) => !events.isRefused('will-download', { getURL: () => url }),
  }
}
