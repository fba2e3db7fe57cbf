import * as fc from 'fast-check'

/** Pieces that parsers trip over. */
const splinters = fc.constantFrom(
  '"',
  "'",
  '`',
  '{',
  '}',
  '[',
  ']',
  '(',
  ':',
  ',',
  ';',
  '=',
  '%',
  '@',
  '#',
  '\n',
  '\r\n',
  '\t',
  '\\',
  '^',
  '$(',
  '\u0000',
  '\ufeff',
  '\u202e',
  '\ud800',
  '\u2028',
  'null',
  'true',
  '-1',
  '1e999',
  '{{',
  '}}',
  '${',
  '"__proto__":',
  '__proto__',
  'constructor.prototype.polluted=1',
  '&a ',
  '*a',
  '<<: *a',
  '!!js ',
  '$ref',
  "'''",
  '~',
  '{"x":',
  '[[[[',
  '  ',
  '- ',
  'é',
  '../',
  '[::',
)

/** Real texts with something cut out, put in, doubled or made deep, in one to five places. */
export function mutatedText(samples: readonly string[]): fc.Arbitrary<string> {
  const cut = fc.record({
    at: fc.nat(),
    length: fc.nat(12),
    put: fc.oneof(
      { arbitrary: splinters, weight: 6 },
      { arbitrary: fc.string({ maxLength: 6 }), weight: 3 },
      { arbitrary: fc.tuple(splinters, fc.integer({ min: 2, max: 200 })), weight: 1 },
    ),
  })
  return fc
    .tuple(fc.constantFrom(...samples), fc.array(cut, { minLength: 1, maxLength: 5 }))
    .map(([text, cuts]) =>
      cuts.reduce((held, { at, length, put }) => {
        const place = at % (held.length + 1)
        const piece = typeof put === 'string' ? put : put[0].repeat(put[1])
        return held.slice(0, place) + piece + held.slice(place + length)
      }, text),
    )
}
