import type { IncomingMessage, ServerResponse } from 'node:http'

import * as z from 'zod'

import type { Gate } from './gate.ts'

/** `GET /session` says whether there is one; `POST /session` trades the token of the printed URL for a cookie. */
export async function answerSession(
  gate: Gate,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  if (request.method !== 'POST') {
    response.writeHead(gate.hasSession(request) ? 204 : 401).end()
    return
  }
  const order = readOrder(await readText(request))
  const cookie = order && gate.trade(order.token)
  if (cookie) response.writeHead(204, { 'set-cookie': cookie }).end()
  else response.writeHead(401).end()
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
