import { EventEmitter } from 'node:events'

import { expect, test } from 'vitest'

import { connectMessage, type DesktopBridge } from '../../shared/model/desktop-bridge.ts'
import { exposeHost, type PageWindow } from './expose-host.ts'

test('the page gets these functions and nothing else', () => {
  const { exposed } = preload()

  expect([...exposed.keys()]).toEqual(['arclight'])
  expect(Object.keys(exposed.get('arclight') ?? {})).toEqual([
    'registerFile',
    'chooseFiles',
    'chooseSaveTarget',
    'revealFile',
    'showCommands',
    'onCommand',
    'takeOpened',
    'onOpened',
  ])
})

test('a path goes to the host and not to the page', async () => {
  const { exposed, invoked } = preload()
  const bridge = exposed.get('arclight') as DesktopBridge<{ name: string }>

  const answer = await bridge.registerFile({ name: 'a.img' })

  expect(invoked).toEqual([['arclight:register-file', '/home/operator/a.img', 'a.img']])
  expect(answer).toEqual('answered')
})

test('the page hears what was chosen in the menu, and nothing of the event, until it stops listening', () => {
  const { exposed, ipc } = preload()
  const bridge = exposed.get('arclight') as DesktopBridge<unknown>
  const heard: unknown[][] = []

  const stop = bridge.onCommand((...args) => heard.push(args))
  ipc.emit('arclight:run-command', { sender: 'of Electron’s' }, 'request-send')
  stop()
  ipc.emit('arclight:run-command', {}, 'request-save')

  expect(heard).toEqual([['request-send']])
})

test('a port is handed on when the page itself asks to connect', () => {
  const { page, posted } = preload()

  page.emit('message', { source: page, data: connectMessage, ports: ['port'] })

  expect(posted).toEqual([['arclight:connect', null, ['port']]])
})

test('nothing else that is posted to the window goes on', () => {
  const { page, posted } = preload()

  page.emit('message', { source: {}, data: connectMessage, ports: ['from a frame'] })
  page.emit('message', { source: page, data: 'something else', ports: ['port'] })
  page.emit('message', { source: page, data: connectMessage, ports: [] })

  expect(posted).toEqual([])
})

function preload() {
  const exposed = new Map<string, object>()
  const invoked: unknown[][] = []
  const posted: unknown[][] = []
  const page = Object.assign(new EventEmitter(), {
    addEventListener: (type: string, listener: (event: unknown) => void) => page.on(type, listener),
  })
  const ipc = new EventEmitter()
  const electron = {
    contextBridge: { exposeInMainWorld: (name: string, api: object) => void exposed.set(name, api) },
    ipcRenderer: {
      invoke: async (...args: unknown[]) => {
        invoked.push(args)
        return 'answered'
      },
      postMessage: (...args: unknown[]) => void posted.push(args),
      on: (channel: string, listener: () => void) => ipc.on(channel, listener),
      off: (channel: string, listener: () => void) => ipc.off(channel, listener),
    },
    webUtils: { getPathForFile: ({ name }: { name: string }) => `/home/operator/${name}` },
  }
  exposeHost(electron as never, page as unknown as PageWindow)
  return { exposed, invoked, posted, page, ipc }
}
