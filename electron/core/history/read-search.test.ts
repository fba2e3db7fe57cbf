import { expect, test } from 'vitest'

import type { AppError } from '../../../shared/errors.ts'
import type { ExchangeRecord } from '../../../shared/model/exchange.ts'
import { lightRow } from './light-row.ts'
import { readSearch } from './read-search.ts'

const now = new Date(2026, 10, 24, 12).getTime()
const hour = 3_600_000
const records = [
  record('missing', { status: 404, statusText: 'Not Found', url: 'http://glance:9292/v2/images/x' }),
  record('token', { method: 'POST', status: 201, url: 'http://keystone:5000/v3/auth/tokens' }),
  record('refused', { status: null, problem: { code: 'CLOUD_UNREACHABLE', data: {} } }),
  record('cancelled', { status: null }),
  record('yesterday', { status: 409, startedAtMs: now - 24 * hour, requestId: 'req-Seven' }),
  record('moved', { status: 200, finalUrl: 'https://elsewhere.example/v2/images' }),
]

test.each([
  ['', ['missing', 'token', 'refused', 'cancelled', 'yesterday', 'moved']],
  ['status:404', ['missing']],
  ['status:4xx', ['missing', 'yesterday']],
  ['status:4', ['missing', 'yesterday']],
  ['status:failed', ['refused']],
  ['method:post', ['token']],
  ['host:GLANCE images', ['missing']],
  ['host:elsewhere', ['moved']],
  ['id:req-seven', ['yesterday']],
  ['status:4xx since:2h', ['missing']],
  ['until:20h', ['yesterday']],
  ['since:2026-11-24 status:4xx', ['missing']],
  ['until:2026-11-23', ['yesterday']],
  ['until:2026-11-24 method:post', ['token']],
  ['http://keystone:5000', ['token']],
  ['not found', ['missing']],
  ['method: status:201', ['token']],
])('%j finds %j', (text, ids) => {
  expect(
    records
      .map(lightRow)
      .filter(readSearch(text, now))
      .map(({ id }) => id),
  ).toEqual(ids)
})

test.each(['status:6xx', 'status:abc', 'since:soon', 'until:2026-02-30'])(
  '%j is refused with its term, not guessed at',
  (term) => {
    expect(() => readSearch(`images ${term}`, now)).toThrow(
      expect.objectContaining({ code: 'HISTORY_SEARCH_UNCLEAR', data: { term } } satisfies Partial<AppError>),
    )
  },
)

function record(id: string, changes: Partial<ExchangeRecord>): ExchangeRecord {
  const usual: Partial<ExchangeRecord> = {
    id,
    startedAtMs: now - hour,
    method: 'GET',
    url: 'http://cloud/',
    finalUrl: null,
    statusText: '',
    requestId: null,
    problem: null,
  }
  return { ...usual, ...changes } as ExchangeRecord
}
