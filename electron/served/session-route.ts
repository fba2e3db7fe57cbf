import type { IncomingMessage, ServerResponse } from 'node:http'

import * as z from 'zod'

import type { Gate } from './gate.ts'

/**
 * `GET /session` says whether there is one, and changes its cookie; `POST /session` trades the token of the printed URL
 * for a cookie. A browser that is in already keeps its session, whatever link it opens.
 */
export async function answerSession(
  { gate, onEntered }: { gate: Gate; onEntered: (() => void) | undefined },
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  if (gate.sessionOf(request)) return answerCookie(response, gate.renew(request))
  if (request.method !== 'POST') return refuse(response, 401)
  if (gate.isGuessed()) return refuse(response, 429)
  const cookie = gate.trade(readOrder(await readText(request))?.token ?? '')
  if (cookie === null) return refuse(response, 401)
  answerCookie(response, cookie)
  onEntered?.()
}

function answerCookie(response: ServerResponse, cookie: string | null): void {
  response.writeHead(204, cookie === null ? {} : { 'set-cookie': cookie }).end()
}

function refuse(response: ServerResponse, status: 401 | 429): void {
  response
    .writeHead(status, { connection: 'close', ...(status === 429 ? { 'retry-after': '60' } : {}) })
    .end()
}

const order = z.object({ token: z.string() })
const maxLength = 4096

function readOrder(text: string): { token: string } | null {
  try {
    return order.parse(JSON.parse(text))
  } catch {
    return null
  }
}

async function readText(request: IncomingMessage): Promise<string> {
  let text = ''
  for await (const chunk of request.setEncoding('utf8')) {
    text += chunk
    if (text.length > maxLength) return ''
  }
  return text
}
