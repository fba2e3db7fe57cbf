import type { Session, WebContents } from 'electron'

import type { ElectronParts } from './electron-parts.ts'
import { pageOrigin } from './page-origin.ts'
import type { Words } from './words.ts'

/** Keeps whatever runs in a window inside it: no other page, no other window, no device, no network of its own. */
export function lockDown({ app, dialog, shell, session }: ElectronParts, words: () => Words): void {
  app.on('web-contents-created', (_event, contents) => {
    keepInside(contents)
    contents.setWindowOpenHandler(({ url }) => {
      void offerToOpen({ dialog, shell }, words, url)
      return { action: 'deny' }
    })
  })
  refuseEverything(session.defaultSession)
}

function keepInside(contents: WebContents): void {
  contents.on('will-navigate', refuse)
  contents.on('will-frame-navigate', refuse)
  contents.on('will-redirect', refuse)
  contents.on('will-attach-webview', refuse)
}

function refuseEverything(session: Session): void {
  session.setPermissionRequestHandler((contents, permission, answer) =>
    answer(isGranted(permission, contents.getURL())),
  )
  session.setPermissionCheckHandler((_contents, permission, origin) => isGranted(permission, origin))
  session.setDevicePermissionHandler(() => false)
  // Chromium would fetch dictionaries.
  session.setSpellCheckerEnabled(false)
  session.webRequest.onBeforeRequest({ urls: ['<all_urls>'] }, ({ url }, answer) =>
    answer({ cancel: !/^(app|blob|data|devtools):/.test(url) }),
  )
  session.on('will-download', (event, item) => {
    // A blob is what the page itself has made: an export.
    if (!saved.some((start) => item.getURL().startsWith(start))) event.preventDefault()
  })
}

const saved = [`${pageOrigin}/body/`, `blob:${pageOrigin}/`]

function refuse(event: { preventDefault(): void }): void {
  event.preventDefault()
}

// Copying a command, and telling that a transfer has ended; reading the clipboard stays refused.
const granted: ReadonlySet<string> = new Set(['clipboard-sanitized-write', 'notifications'])

function isGranted(permission: string, origin: string): boolean {
  return granted.has(permission) && originOf(origin) === pageOrigin
}

/** A link to the web opens in the operator's browser, once they have seen where it leads. */
async function offerToOpen(
  { dialog, shell }: Pick<ElectronParts, 'dialog' | 'shell'>,
  words: () => Words,
  link: string,
): Promise<void> {
  const url = URL.canParse(link) ? new URL(link) : null
  if (url?.protocol !== 'https:' || url.username || url.password) return
  const { response } = await dialog.showMessageBox({
    type: 'question',
    message: words().openLink,
    detail: url.href,
    buttons: [words().open, words().cancel],
    defaultId: 1,
    cancelId: 1,
  })
  if (response === 0) await shell.openExternal(url.href)
}

// The WHATWG says "null" for the origin of a scheme it does not know, so `new URL(…).origin` will not do.
function originOf(address: string): string {
  const url = URL.canParse(address) ? new URL(address) : null
  return url ? `${url.protocol}//${url.host}` : ''
}
