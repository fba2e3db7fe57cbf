import * as fc from 'fast-check'
import { expect, test } from 'vitest'

import { imageUnderTest } from '../../shared/model/image-under-test.ts'
import { withFiles, noTexts } from '../features/clouds/import-texts.ts'
import { compareTexts } from '../features/history/compare/compare-texts.ts'
import { filterRows, toRows } from '../features/images/image-rows.ts'
import { parseProperties } from '../features/images/properties/parse-properties.ts'
import { isCurlLine } from '../features/requests/curl/curl-line.ts'
import { findJsonFault } from '../features/requests/editor/body/find-json-fault.ts'
import { headersToText, textToHeaders } from '../features/requests/pairs/header-text.ts'
import { queryRows, withQueryRows } from '../features/requests/pairs/query-rows.ts'
import { templateParts } from '../features/requests/pairs/template-parts.ts'
import { joinUrl, splitUrl } from '../features/requests/pairs/url-params.ts'
import { readEarlierTabs } from '../features/requests/tabs/earlier-tabs.ts'
import { BodyDocument } from '../lib/body/body-document.ts'
import { filterJson } from '../lib/body/json-filter.ts'
import { reindentJson } from '../lib/reindent-json.ts'
import { contentTypeOf, saveNameOf } from '../lib/save-name.ts'

const numRuns = 10_000
/** A hang; half of it is the machine's. */
const longestMs = 2000

const json = '{"a": [1, {"b": "c\\u0041"}], "size": 1e3, "name": "{{image}}", "n": null}'
const url = 'https://{{host}}:9292/v2/images?limit=2&name=a%20b&&x#top'
const encoder = new TextEncoder()
const noChoice = { status: null, visibility: null, format: null, owner: null, tag: null, protected: null }

/** What the page itself reads; of many there is something that holds for any text. */
const parsers: { name: string; samples: string[]; check(text: string): unknown }[] = [
  {
    name: 'headers as text',
    samples: ['Accept: */*\n// X-Off: 1\r\nX-Auth-Token: {{token}}\n\n: odd\nnone'],
    check: (text) => {
      const written = headersToText(textToHeaders(text))
      expect(headersToText(textToHeaders(written))).toBe(written)
    },
  },
  {
    name: 'a URL and its query',
    samples: [url, '?', '/v2?a=b=c&d'],
    check: (text) => {
      expect(joinUrl(splitUrl(text))).toBe(text)
      const written = { url: text, query: [{ name: 'a', value: 'b', isEnabled: false }] }
      const rows = queryRows(written)
      expect(withQueryRows(written, rows, rows, null).url).toBe(text)
    },
  },
  {
    name: 'names of variables in a text',
    samples: [url, '{{a}}{{ b }}{{{{c}}'],
    check: (text) =>
      expect(
        templateParts(text)
          .map((part) => part.text)
          .join(''),
      ).toBe(text),
  },
  {
    name: 'JSON as it is typed',
    samples: [json],
    check: (text) => {
      const fault = findJsonFault(text)
      if (fault?.line) expect(fault.line).toBeLessThanOrEqual(text.split('\n').length)
      const laidOut = reindentJson(text)
      expect(laidOut.replace(/\s/g, '')).toBe(text.replace(/\s/g, ''))
    },
  },
  {
    name: 'properties as JSON',
    samples: ['{"os_distro": "ubuntu", "hw_x": "1"}', json],
    check: (text) => {
      const read = parseProperties(text)
      if ('properties' in read)
        expect(Object.values(read.properties).every((value) => typeof value === 'string')).toBe(true)
    },
  },
  {
    name: 'an answer',
    samples: [json, '[{"id": 1}, {"id": 2}]', 'plain\r\ntext'],
    check: async (text) => {
      const document = new BodyDocument(encoder.encode(text))
      for (const view of ['raw', 'pretty'] as const) document.lines(view, 0, 5)
      await filterJson(encoder.encode(text), '$.a[1].b')
    },
  },
  {
    name: 'a path to filter an answer by',
    samples: ['$.a[1].b', "$..['size']", '$.a[?(@.b == "c")]', 'a.*.b'],
    check: (path) => filterJson(encoder.encode(json), path),
  },
  {
    name: 'words to filter images by',
    samples: ['cirros  ACTIVE', 'a\tb'],
    check: (text) => filterRows(toRows([imageUnderTest()]), text, noChoice),
  },
  {
    name: 'a pasted line',
    samples: ["$ curl -s 'http://c'", 'REQ: curl -g -i -X GET http://c', 'user@host:~# curl.exe x'],
    check: isCurlLine,
  },
  {
    name: 'a dropped clouds.yaml',
    samples: ['clouds:\n  a: {}\n', 'public-clouds:\n  p: {}\n'],
    check: async (text) => {
      const read = await withFiles(noTexts, [new File([text], 'x.yaml')])
      expect([read.text, read.publicText].filter((part) => part !== '').length).toBeLessThanOrEqual(1)
    },
  },
  {
    name: 'what an earlier version left in the browser',
    samples: ['{"tabs": [{"id": "t", "sourceId": null, "original": {}, "draft": {"url": "x"}}]}'],
    check: (text) => readEarlierTabs({ getItem: () => text, removeItem: () => {} }),
  },
  {
    name: 'the name and type of an answer',
    samples: ['https://c/v2/images/a.json?x=1', 'application/json; charset=utf-8', '../../etc/passwd'],
    check: (text) => {
      expect(saveNameOf({ url: text, responseHeaders: [['Content-Type', text]] })).toMatch(/^[\w-][\w.-]*$/)
      expect(contentTypeOf([['content-type', text]])).not.toContain(';')
    },
  },
  {
    name: 'two answers to compare',
    samples: ['a\nb\nc', json],
    check: (text) => {
      const changes = compareTexts('a\nb\nc\n', text)
      const kept = changes?.filter(({ kind }) => kind !== 'removed').map((line) => line.text)
      if (kept) expect(kept.join('\n')).toBe(text.replace(/\n$/, ''))
    },
  },
]

test.each(parsers)(
  `${numRuns} damaged inputs of $name are read, or found odd`,
  { timeout: 600_000 },
  async ({ samples, check }) => {
    await fc.assert(
      fc.asyncProperty(damaged(samples), async (text) => {
        const startedAt = performance.now()
        await check(text)
        expect(performance.now() - startedAt).toBeLessThan(longestMs)
      }),
      { numRuns, seed: 6, endOnFailure: true },
    )
    expect('polluted' in {}).toBe(false)
  },
)

/** A sample with one to four places cut out and something odd put in. */
function damaged(samples: readonly string[]): fc.Arbitrary<string> {
  const marks = [
    '"',
    '{',
    '}}',
    '{{',
    '[',
    ']',
    ':',
    ',',
    '&',
    '=',
    '?',
    '#',
    '%',
    '\n',
    '\r',
    '\t',
    '\\',
    '//',
    '{',
  ]
  const odd = [
    '\u0000',
    '\ufeff',
    '\ud800',
    '\u2028',
    '__proto__',
    '"__proto__":{"polluted":1}',
    '1e999',
    '[[[[[[[[',
  ]
  const put = fc.oneof(fc.constantFrom(...marks, ...odd), fc.string({ maxLength: 6 }))
  const cut = fc.record({ at: fc.nat(), length: fc.nat(10), put, times: fc.constantFrom(1, 1, 1, 1, 100) })
  return fc
    .tuple(fc.constantFrom(...samples), fc.array(cut, { minLength: 1, maxLength: 4 }))
    .map(([sample, cuts]) =>
      cuts.reduce((text, { at, length, put: piece, times }) => {
        const place = at % (text.length + 1)
        return text.slice(0, place) + piece.repeat(times) + text.slice(place + length)
      }, sample),
    )
}
