import { randomBytes } from 'node:crypto'
import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib'

import { answer } from './hostile-cloud.ts'
import { calls, type Misbehaviour } from './misbehaviour.ts'

const bomb = gzipSync(Buffer.alloc(300 * 1024 * 1024), { level: 9 })

function packed(coding: string, bytes: Buffer): string {
  const headers = `Content-Encoding: ${coding}\r\nContent-Type: text/plain\r\n`
  return answer(bytes.toString('latin1'), { headers })
}

export const packing: readonly Misbehaviour[] = [
  {
    what: 'sends a gzip bomb',
    doing: 'send',
    on: calls.anything,
    reply: packed('gzip', bomb),
    ends: 'ANSWER_UNDECODABLE',
  },
  {
    what: 'packs a bomb into a bomb',
    doing: 'send',
    on: calls.anything,
    reply: packed('gzip, gzip', gzipSync(bomb)),
    ends: 'ANSWER_UNDECODABLE',
  },
  {
    what: 'lies about gzip',
    doing: 'send',
    on: calls.anything,
    reply: packed('gzip', Buffer.from('no gzip at all')),
    ends: 'ANSWER_UNDECODABLE',
  },
  {
    what: 'lies about deflate',
    doing: 'send',
    on: calls.anything,
    reply: packed('deflate', randomBytes(500)),
    ends: 'ANSWER_UNDECODABLE',
  },
  {
    what: 'cuts a deflate stream',
    doing: 'send',
    on: calls.anything,
    reply: packed('deflate', deflateSync(randomBytes(500)).subarray(0, 100)),
    ends: 'ANSWER_UNDECODABLE',
  },
  {
    what: 'cuts a br stream',
    doing: 'send',
    on: calls.anything,
    reply: packed('br', brotliCompressSync(randomBytes(500)).subarray(0, 100)),
    ends: 'ANSWER_UNDECODABLE',
  },
  {
    what: 'names ten codings',
    doing: 'send',
    on: calls.anything,
    reply: packed(Array(10).fill('gzip').join(', '), Buffer.from('x')),
    ends: 'ANSWER_UNDECODABLE',
  },
  {
    what: 'packs a list that nobody asked to be packed',
    doing: 'list',
    on: calls.images,
    reply: packed('gzip', gzipSync('{"images":[]}')),
    ends: 'BAD_ANSWER',
  },
]
