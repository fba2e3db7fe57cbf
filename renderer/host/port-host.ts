import { RPCLink } from '@orpc/client/message-port'

import { type BridgeAnswer, connectMessage, type DesktopBridge } from '../../shared/model/desktop-bridge.ts'
import { bodyUrl } from './body-url.ts'
import { tellLoss } from './connection-lost.ts'
import type { ConnectionState, Host } from './host.ts'

declare global {
  interface Window {
    /** Put there by the desktop's preload script. */
    readonly arclight?: DesktopBridge<File>
  }
}

/** The host is the process that opened this window: a port to it, and the desktop's own dialogs. */
export function createPortHost(bridge: DesktopBridge<File>): Host {
  const port = askForPort()
  let state: ConnectionState = 'connected'
  const listeners = new Set<() => void>()
  const link = new RPCLink({ port })
  port.addEventListener('close', () => {
    state = 'lost'
    for (const listener of listeners) listener()
  })
  port.start()
  return {
    link: tellLoss(link, () => state === 'lost'),
    can: { chooseFiles: true, chooseSaveTarget: true, revealFiles: true, saveInBrowser: false },
    takeFile: async (file) => unpack(await bridge.registerFile(file)),
    holdsFiles: () => false,
    chooseFiles: async () => unpack(await bridge.chooseFiles()),
    chooseSaveTarget: async (suggestedName) => unpack(await bridge.chooseSaveTarget(suggestedName)),
    revealFile: async (transferId) => void unpack(await bridge.revealFile(transferId)),
    menu: { show: bridge.showCommands, onCommand: bridge.onCommand },
    opened: { take: async () => unpack(await bridge.takeOpened()), onMore: bridge.onOpened },
    bodyUrl,
    savedFileUrl: () => {
      throw new Error('this host saves files itself')
    },
    connection: () => state,
    onConnection: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}

// Only the preload script can hand the other end on; the host takes it from our main frame alone.
function askForPort(): MessagePort {
  const { port1, port2 } = new MessageChannel()
  window.postMessage(connectMessage, window.location.origin, [port2])
  return port1
}

// As a failed call looks: with code and data. AppError itself would bring every schema into the first JS.
function unpack<Value>(answer: BridgeAnswer<Value>): Value {
  if (answer.ok) return answer.value
  throw Object.assign(new Error(answer.problem.code), answer.problem)
}
