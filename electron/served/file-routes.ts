import { createReadStream } from 'node:fs'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { pipeline } from 'node:stream/promises'

import { AppError } from '../../shared/errors.ts'
import { answerBody, answerDownload, type FileAnswer } from '../api/file-answer.ts'
import type { Core } from '../core/core.ts'

/** `GET /body/<exchangeId>`, with `?download=<name>` to have it saved. */
export async function sendBody(
  core: Core,
  url: URL,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const saveAs = url.searchParams.get('download')
  const range = request.headers.range ?? null
  await sendFile(await answerBody(core, lastPart(url), { range, saveAs }), request, response)
}

/** `GET /download/<transferId>`: a finished download goes on to the browser's machine. */
export async function sendDownload(
  core: Core,
  url: URL,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const range = request.headers.range ?? null
  await sendFile(await answerDownload(core, lastPart(url), range), request, response)
}

/** `PUT /upload/<ticket>`: the bytes of a file that the page holds, read no faster than the cloud takes them. */
export async function takeUpload(
  core: Core,
  url: URL,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  try {
    await core.files.deliver(lastPart(url), request)
    response.writeHead(204).end()
  } catch (error) {
    // The reader gave up, or nobody waits for this ticket: what is left of the body will not be read.
    if (!(error instanceof AppError) && !request.destroyed) throw error
    response.writeHead(409, { connection: 'close' }).end(() => request.destroy())
  }
}

async function sendFile(
  { status, headers, slice }: FileAnswer,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  response.writeHead(status, headers)
  if (!slice || request.method === 'HEAD') {
    response.end()
    return
  }
  const { path, start, end } = slice
  await pipeline(createReadStream(path, { start, end, highWaterMark: 256 * 1024 }), response)
}

function lastPart(url: URL): string {
  const part = url.pathname.slice(url.pathname.lastIndexOf('/') + 1)
  try {
    return decodeURIComponent(part)
  } catch {
    return part
  }
}
