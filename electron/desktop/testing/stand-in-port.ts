import { MessageChannel, type MessagePort } from 'node:worker_threads'

/** A channel whose one end is the page's and whose other behaves like the main process's MessagePortMain. */
export function createStandInChannel() {
  const { port1, port2 } = new MessageChannel()
  const transfer: [] = []
  const sendFromPage = (message: unknown) => port2.postMessage(message, transfer)
  return { page: port2, main: likePortMain(port1), sendFromPage }
}

// MessagePortMain hands its listeners an event with `data`, and only knows `on`.
function likePortMain(port: MessagePort) {
  return {
    on(type: 'message' | 'close', listener: (event?: { data: unknown }) => void) {
      if (type === 'close') port.on('close', () => listener())
      else port.on('message', (data: unknown) => listener({ data }))
    },
    postMessage: (message: unknown) => port.postMessage(message),
    start: () => port.start(),
    close: () => port.close(),
  }
}
