import { expect, test } from 'vitest'

import { phaseSpans } from './phase-spans.ts'

test('lays phases one after another, and leaves out those that did not happen', () => {
  const spans = phaseSpans({
    queueMs: null,
    dnsMs: null,
    connectMs: 1,
    tlsMs: null,
    sendMs: 1,
    waitMs: 6,
    receiveMs: 2,
  })

  expect(spans).toEqual([
    { phase: 'connect', ms: 1, from: 0, share: 0.1 },
    { phase: 'send', ms: 1, from: 0.1, share: 0.1 },
    { phase: 'wait', ms: 6, from: 0.2, share: 0.6 },
    { phase: 'receive', ms: 2, from: 0.8, share: 0.2 },
  ])
})

test('bears an exchange in which nothing took any time', () => {
  const none = {
    queueMs: null,
    dnsMs: 0,
    connectMs: null,
    tlsMs: null,
    sendMs: null,
    waitMs: null,
    receiveMs: null,
  }

  expect(phaseSpans(none)).toEqual([{ phase: 'dns', ms: 0, from: 0, share: 0 }])
})
