import fc from 'fast-check'

/**
 * Frames that no page of ours would send: noise, and honest calls with something in them replaced, cut, doubled or made
 * deep. The same seed makes the same frames.
 */
export function hostileFrames(count: number, seed: number): string[] {
  return fc.sample(frame, { numRuns: count, seed })
}

const path = fc.constantFrom(
  '/app/info',
  '/clouds/add',
  '/clouds/remove',
  '/images/list',
  '/requests/send',
  '/x',
)
const poison = fc.constantFrom<unknown>(
  '__proto__',
  { ['__proto__']: { isAdmin: true } },
  JSON.parse('{"__proto__":{"polluted":true},"constructor":{"prototype":{"polluted":true}}}'),
  '\u0000',
  '\ud800',
  -0,
  1e308,
  [[[[]]]],
  null,
)
const anything = fc.oneof(fc.jsonValue(), poison)
const call = fc.record({
  i: fc.oneof(fc.string({ maxLength: 8 }), anything),
  p: fc.oneof(
    fc.record(
      { u: fc.oneof(path, fc.string(), fc.webUrl()), b: anything, h: anything, m: anything },
      { requiredKeys: ['u'] },
    ),
    anything,
  ),
  t: fc.oneof(fc.integer({ min: -2, max: 8 }), anything),
})
const body = fc
  .tuple(path, anything, fc.array(fc.array(fc.integer()), { maxLength: 3 }))
  .map(([u, json, meta]) => ({ i: '0', p: { u, b: { json, meta, maps: [['x']] } } }))
const text = fc.oneof(call, body, fc.jsonValue()).map((value) => JSON.stringify(value))

const frame = fc.oneof(
  text,
  fc.string({ unit: 'binary', maxLength: 200 }),
  fc.tuple(text, fc.nat(), fc.string({ maxLength: 3 })).map(([whole, at, put]) => spliced(whole, at, put)),
  fc.tuple(text, fc.nat()).map(([whole, at]) => whole.slice(0, at % (whole.length + 1))),
  fc
    .integer({ min: 1, max: 20_000 })
    .map((depth) => `{"i":"0","p":{"u":"/app/info","b":${'['.repeat(depth)}`),
  fc.integer({ min: 1, max: 5000 }).map((depth) => nested(depth)),
)

function spliced(whole: string, at: number, put: string): string {
  const place = at % (whole.length + 1)
  return whole.slice(0, place) + put + whole.slice(place + 1)
}

function nested(depth: number): string {
  return `{"i":"0","p":{"u":"/app/info","b":{"json":${'['.repeat(depth)}${']'.repeat(depth)}}}}`
}
