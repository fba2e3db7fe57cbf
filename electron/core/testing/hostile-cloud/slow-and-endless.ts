import { calls, dripping, endlessly, type Misbehaviour } from './misbehaviour.ts'

const mebibyte = 1024 * 1024

export const slowAndEndless: readonly Misbehaviour[] = [
  { what: 'says nothing', doing: 'sign in', reply: () => {}, ends: 'CLOUD_UNREACHABLE' },
  {
    what: 'drips its head',
    doing: 'sign in',
    reply: dripping('HTTP/1.1 200 OK\r\nX-Slow: ', 'x'),
    ends: 'TOOK_TOO_LONG',
  },
  {
    what: 'sends headers without end',
    doing: 'sign in',
    reply: endlessly('HTTP/1.1 200 OK\r\n', Buffer.from('X-More: and more\r\n'.repeat(1000))),
    ends: 'BAD_ANSWER',
  },
  {
    what: 'sends a million headers',
    doing: 'list',
    on: calls.images,
    reply: `HTTP/1.1 200 OK\r\n${'X: y\r\n'.repeat(1_000_000)}\r\n`,
    ends: 'BAD_ANSWER',
  },
  {
    what: 'sends one header of a megabyte',
    doing: 'list',
    on: calls.images,
    reply: `HTTP/1.1 200 OK\r\nX: ${'y'.repeat(1e6)}\r\n\r\n`,
    ends: 'BAD_ANSWER',
  },
  {
    what: 'drips a token',
    doing: 'sign in',
    on: calls.tokens,
    reply: dripping('HTTP/1.1 201 Created\r\nContent-Length: 100000\r\n\r\n{', ' '),
    ends: 'TOOK_TOO_LONG',
  },
  {
    what: 'drips a list',
    doing: 'list',
    on: calls.images,
    reply: dripping('HTTP/1.1 200 OK\r\n\r\n', ' '),
    ends: 'TOOK_TOO_LONG',
  },
  {
    what: 'only ever announces an answer',
    doing: 'list',
    on: calls.images,
    reply: dripping('', 'HTTP/1.1 103 Early Hints\r\n\r\n'),
    ends: 'TOOK_TOO_LONG',
  },
  {
    what: 'floods with 100 Continue',
    doing: 'send',
    on: calls.anything,
    reply: endlessly('', Buffer.from('HTTP/1.1 100 Continue\r\n\r\n'.repeat(100))),
    ends: 'TOOK_TOO_LONG',
  },
  {
    what: 'sends a token without end',
    doing: 'sign in',
    on: calls.tokens,
    reply: endlessly('HTTP/1.1 201 Created\r\n\r\n', Buffer.alloc(mebibyte, ' ')),
    ends: 'ANSWER_ENDLESS',
  },
  {
    what: 'sends a list without end',
    doing: 'list',
    on: calls.images,
    reply: endlessly('HTTP/1.1 200 OK\r\n\r\n', Buffer.alloc(mebibyte, ' ')),
    ends: 'ANSWER_ENDLESS',
  },
  {
    what: 'sends a refusal without end',
    doing: 'download',
    on: calls.data,
    reply: endlessly('HTTP/1.1 500 Oops\r\n\r\n', Buffer.alloc(mebibyte, 'x')),
    ends: 'ANSWER_ENDLESS',
  },
]
