import type { ExchangeRequest, SendExchange } from '../http/exchange.ts'
import { noPhases } from './take-notes.ts'

/** A token as Keystone gives them. */
export const token = `gAAAAAB${'k'.repeat(100)}`

export function text(value: string): ExchangeRequest['body'] {
  return { kind: 'bytes', bytes: new TextEncoder().encode(value) }
}

export function context(overrides: { cloudId?: string; imageId?: string }): ExchangeRequest['context'] {
  return { origin: 'workbench', cloudId: null, imageId: null, ...overrides }
}

export function request(overrides: Partial<ExchangeRequest>): ExchangeRequest {
  return {
    id: 'e0',
    method: 'POST',
    url: 'http://cloud:5000/v3/auth/tokens',
    headers: [],
    body: { kind: 'none' },
    into: { kind: 'memory', capBytes: 1024 },
    connection: { verifyTls: true, extraCaPem: null },
    expectContinue: false,
    idleTimeoutMs: 1000,
    context: context({}),
    ...overrides,
  }
}

export function answering({ status, body }: { status: number; body: string }): SendExchange {
  return async function* (sent) {
    const fields = [['Host', 'cloud:5000'], ...sent.headers].map(([name, value]) => `${name}: ${value}\r\n`)
    const headText = `${sent.method} /v3/auth/tokens HTTP/1.1\r\n${fields.join('')}\r\n`
    yield {
      type: 'connected',
      atMs: 1,
      remoteAddress: '127.0.0.1',
      remotePort: 5000,
      isReused: true,
      proxy: null,
      httpVersion: '1.1',
      headText,
    }
    yield { type: 'sent', atMs: 2 }
    const headers: [string, string][] = [
      ['Content-Type', 'application/json'],
      ['X-Subject-Token', token],
      ['x-openstack-request-id', 'req-1'],
    ]
    yield {
      type: 'head',
      atMs: 3,
      phases: noPhases,
      status,
      statusText: 'Created',
      headers,
      contentLengthBytes: null,
    }
    yield {
      type: 'end',
      atMs: 5,
      phases: { queueMs: 0, dnsMs: null, connectMs: null, tlsMs: null, sendMs: 1, waitMs: 3, receiveMs: 1 },
      sentBytes: 7,
      receivedBytes: body.length,
      trailers: [],
      isRequestComplete: true,
      decoded: null,
      body: { kind: 'memory', bytes: new TextEncoder().encode(body), isTruncated: false },
    }
  }
}
