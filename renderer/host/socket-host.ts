import { createApi } from '../lib/api.ts'
import { bodyUrl } from './body-url.ts'
import type { Host } from './host.ts'
import { PageFiles } from './page-files.ts'
import { hasSession, openSession } from './served-session.ts'
import { type Socket, SocketConnection } from './socket-connection.ts'

/** What a browser gives to the page, as far as its host needs it. */
export interface BrowserPage {
  /** The token of the printed URL, which then leaves the address bar; null when there is none. */
  takeToken(): string | null
  request: typeof fetch
  openSocket(path: string): Socket
}

/**
 * The host is a server that this page was loaded from. Throws SessionRefusedError when it does not know this page.
 */
export async function createSocketHost(page: BrowserPage = browserPage): Promise<Host> {
  await openSession(page.takeToken(), page.request)
  const connection = new SocketConnection(
    () => page.openSocket('/rpc'),
    undefined,
    () => hasSession(page.request),
  )
  const { client } = createApi(connection)
  const files = new PageFiles(client.files, page.request)
  connection.onState(() => {
    // Ends with the connection, and is asked again on the next one.
    if (connection.state() === 'connected') void files.answer().catch(() => {})
  })
  await connection.opened()
  return {
    link: connection.link,
    can: { chooseFiles: false, chooseSaveTarget: false, revealFiles: false, saveInBrowser: true },
    takeFile: (file) => files.take(file),
    holdsFiles: () => files.holdsAny(),
    chooseFiles: () => Promise.reject(new Error('a browser has its own way to choose files')),
    chooseSaveTarget: () => Promise.resolve(null),
    revealFile: () => Promise.reject(new Error('a browser cannot show files')),
    menu: null,
    opened: null,
    bodyUrl,
    savedFileUrl: (transferId) => `/download/${encodeURIComponent(transferId)}`,
    connection: () => connection.state(),
    onConnection: (listener) => connection.onState(listener),
  }
}

const browserPage: BrowserPage = {
  takeToken() {
    const { hash, pathname, search } = window.location
    const token = new URLSearchParams(hash.slice(1)).get('token')
    if (token !== null) window.history.replaceState(null, '', pathname + search)
    return token
  },
  request: (...args) => window.fetch(...args),
  openSocket: (path) => new WebSocket(`${window.location.origin.replace('http', 'ws')}${path}`),
}
