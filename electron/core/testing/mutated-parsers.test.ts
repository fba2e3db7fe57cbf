import { Readable } from 'node:stream'

import * as fc from 'fast-check'
import { expect, test } from 'vitest'

import { AppError } from '../../../shared/errors.ts'
import { readCloudsFile } from '../clouds/clouds-file/read-clouds-file.ts'
import { readEnvironment, readFolder } from '../collections/format/folder-file.ts'
import { readRequest } from '../collections/format/request-file.ts'
import { summarizeRequest } from '../collections/format/summarize-request.ts'
import { redactText, redactUrl } from '../history/redact.ts'
import { prepareRequest } from '../http/connection/prepare-request.ts'
import { createCookieJar } from '../http/create-cookie-jar.ts'
import { trialRequest } from '../http/exchange-trial.ts'
import { readRefusal } from '../http/refusal-message.ts'
import { plainAuthUrl } from '../identity/identity-url.ts'
import { plainEndpoint } from '../identity/read-catalog.ts'
import { parseCurl } from '../interchange/curl/parse-curl.ts'
import { Refusal } from '../sandbox/wire/answer.ts'
import { readJsonPatch } from '../sandbox/images/read-json-patch.ts'
import { readJournal } from '../transfers/read-journal.ts'
import { sealedFile } from '../vault/sealed-file.ts'
import { readChallenge } from '../workbench/auth/digest.ts'
import { mutatedText } from './mutated-text.ts'

const numRuns = process.env['ARCLIGHT_SOAK'] ? 100_000 : 10_000
const seed = Number(process.env['ARCLIGHT_SEED'] ?? 4)
/** Half of it is the machine's. */
const longestMs = 2000

const context = { cwd: null, home: '/home/me', wantedRegion: null, coloursInUse: [] }
const paths = { handleOf: () => Promise.resolve(null), pathOf: () => null }
const clouds = (text: string) => readCloudsFile({ text, secureText: null, publicText: null }, context)
const cookies = createCookieJar()

/** `refuses`: how a parser may fail, beside an AppError. Short samples: as many of them as there is time for. */
const parsers: {
  name: string
  samples: string[]
  parse(text: string): unknown
  refuses?(error: unknown): boolean
}[] = [
  {
    name: 'a cURL command',
    samples: [
      `curl -sSi -X "PATCH" -H 'Content-Type: application/json' -d '[{"op": "add"}]' http://c/x ; echo`,
      `curl -G -d a=1 --data-urlencode 'q=a b&c/é~' 'http://c/s?y=0' --resolve a:1:b -x socks5h://p:1`,
      `curl ^"http://c/^" -H ^"A: b^" ^\r\n --data-raw ^"x^"`,
      'curl.exe "http://c/" `\n -H "X-Auth-Token: $env:T" -F file=@"a b";type=text/plain',
      `curl -g $'http://c/\\u00e9\\x41' -u u:p --http2 -k --cacert ca.pem http://[1-3].c/{a,b}`,
    ],
    parse: parseCurl,
  },
  {
    name: 'clouds.yaml',
    samples: [
      'clouds:\n  a: &a\n    auth: {auth_url: "http://c/v3", username: u, password: p}\n  b: *a\n',
      'clouds:\n  c:\n    profile: x\n    verify: no\n    region_name: R\n',
      '{"clouds": {"d": {"auth_type": "v3token", "auth": {"token": "t"}}}}',
    ],
    parse: clouds,
  },
  {
    name: 'an openrc',
    samples: [
      'export OS_AUTH_URL=http://c/v3\nexport OS_USERNAME="a b"\nunset OS_X\nread -sr OS_P\nexport OS_PASSWORD=$OS_P\n',
      "OS_AUTH_URL='http://c' OS_TOKEN=$'a\\tb' ; if [ -z \"$A\" ]; then unset A; fi",
    ],
    parse: clouds,
  },
  {
    name: 'a saved request',
    samples: [
      'info: {name: n, type: http, seq: 1}\nhttp: {method: GET, url: "http://c/{{x}}"}\n',
      'info:\n  name: p\nhttp:\n  method: POST\n  body: {type: json, data: "{}"}\n',
    ],
    parse: (text) => readRequest(text, paths),
    refuses: (error) => error instanceof Error && error.constructor !== RangeError,
  },
  {
    name: 'what names a request, a folder and an environment',
    samples: [
      'info: {name: f, seq: 2}\nrequest:\n  headers: [{name: a, value: b}]\n',
      'name: e\nvariables: [{name: a, value: b}]\n',
    ],
    parse: (text) => [summarizeRequest(text), readFolder(text), readEnvironment(text)],
    refuses: (error) => error instanceof Error && error.constructor !== RangeError,
  },
  {
    name: 'a JSON patch',
    samples: [
      '[{"op": "add", "path": "/tags", "value": ["a"]}, {"op": "remove", "path": "/a~1b"}]',
      '[{"op": "replace", "path": "/name", "value": null}]',
    ],
    parse: async (text) => await readJsonPatch(patchCall(text)),
    refuses: (error) => error instanceof Refusal,
  },
  {
    name: 'headers of an answer',
    samples: [
      'Digest realm="r", qop="auth,auth-int", algorithm=SHA-256, nonce="n", opaque="o", stale=TRUE',
      'sid=1; Domain=c.example.org; Path=/; Secure; HttpOnly; SameSite=Lax; Max-Age=9',
      'Basic realm="a, b", Digest nonce="\\"", realm=x',
    ],
    parse: (text) => [readChallenge([text, text]), cookies.take(text, 'http://c.example.org/')],
  },
  {
    name: 'headers of a request',
    samples: [
      'X-Auth-Token',
      'Content-Length',
      'Transfer-Encoding: chunked',
      'application/json; charset=utf-8',
    ],
    parse: (text) =>
      prepareRequest(trialRequest('http://c/', { headers: [[text.split(':')[0] ?? '', text]] })),
  },
  {
    name: 'a URL',
    samples: [
      'https://u:p@c.example.org:9292/v2/images?limit=1&x=%20#top',
      'http://[::1]:5000/v3/../%2e%2e/',
      'file:///etc/passwd',
    ],
    parse: (text) => {
      redactUrl(text)
      plainEndpoint(text)
      return [prepareRequest(trialRequest(text)).path, plainAuthUrl(text)]
    },
    refuses: (error) => error instanceof TypeError && 'code' in error && error.code === 'ERR_INVALID_URL',
  },
  {
    name: 'the words of a refusal',
    samples: [
      '{"error": {"code": 400, "message": "no"}}',
      '<html><head><title>502</title></head><body><h1>x</h1></body>',
      '404 Not Found\n\nThe resource',
    ],
    parse: (text) => {
      const answer = {
        exchangeId: 'e',
        status: 400,
        statusText: '',
        headers: [],
        text,
        isTruncated: false,
        tookMs: 1,
      }
      return [readRefusal(answer), redactText(text)]
    },
  },
  {
    name: 'files of its own',
    samples: [
      '{"journal":"arclight transfers","version":1}\n{"transfer":{"id":"x"}}\n{"removed":"x"}\n',
      '{"format":"arclight-vault","version":1,"kdf":{"name":"scrypt","N":16384,"r":8,"p":1,"salt":"AA=="}}',
    ],
    parse: (text) => [readJournal(text), sealedFile.safeParse(jsonOf(text)), createCookieJar(text).list()],
  },
]

test.each(parsers)(
  `${numRuns} damaged inputs of $name end in what they say, or a sentence (seed ${seed})`,
  { timeout: 900_000 },
  async ({ samples, parse, refuses = () => false }) => {
    await fc.assert(
      fc.asyncProperty(mutatedText(samples), async (text) => {
        const startedAt = performance.now()
        try {
          await parse(text)
        } catch (error) {
          if (!(error instanceof AppError) && !refuses(error)) throw error
        }
        expect(performance.now() - startedAt).toBeLessThan(longestMs)
      }),
      { numRuns, seed },
    )

    expect('polluted' in {}).toBe(false)
  },
)

function patchCall(text: string) {
  return {
    method: 'PATCH',
    path: '/v2/images/x',
    query: new URLSearchParams(),
    headers: { 'content-type': 'application/openstack-images-v2.1-json-patch' },
    origin: 'http://c',
    isChunked: false,
    hasBody: true,
    isWaiting: () => false,
    body: () => Readable.from([Buffer.from(text)]),
  }
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
