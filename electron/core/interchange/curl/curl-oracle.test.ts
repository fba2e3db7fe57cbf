import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import * as fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'

import { type LoopbackWorkbench, startWorkbench } from '../../workbench/loopback-workbench.ts'
import { comparable, type EchoServer, hasCurl, sentByCurl, startEchoServer } from './sent-by-curl.ts'

let dir: string
let server: EchoServer
let bench: LoopbackWorkbench

beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'curl-oracle-'))
  await writeFile(join(dir, 'small.bin'), 'line one\r\nline two\n')
  await writeFile(join(dir, 'flat.bin'), 'QFI no line ends')
  await writeFile(join(dir, 'a.json'), '{\n  "name": "é & more",\r\n  "n": 12345678901234567890\n}\n')
  await writeFile(join(dir, 'with space.txt'), 'x=1&y=2 3')
  server = await startEchoServer()
  bench = await startWorkbench()
})

afterAll(async () => {
  await bench.close()
  server.close()
  await rm(dir, { recursive: true })
})

const commands = [
  `curl -i URL/v3`,
  `curl URL`,
  `curl 'URL?limit=1#top'`,
  `curl -XDELETE URL/v2/images/1 ; echo`,
  `curl -sSi -X "PATCH" -H 'Content-Type: application/json' -d '[{"op": "add"}]' URL/x`,
  `curl -d a=1 -d 'b=2 3' --data-raw @notafile URL/form`,
  `curl --data-ascii x --header "Accept:" --header 'X-Empty;' -H 'X-Nothing:' URL/`,
  `curl -H 'Content-Type:' -d '' URL/`,
  `curl -H "Name:value" -H 'name:  spaced  ' URL/`,
  `curl -G -d a=1 --data-urlencode 'q=a b&c/é~' --data-urlencode '=x y' --data-urlencode 'z z' 'URL/s?y=0'`,
  `curl --data-urlencode 'q=a b&c/é~()!*' URL/s`,
  `curl --json '{"a":1}' --json ',2' URL/j`,
  `curl --json '{}' -H 'Accept: text/plain' URL/j`,
  `curl -I URL/v2/images/1/file`,
  `curl -I -G -d a=1 URL/v2`,
  `curl -u admin:x -H 'Authorization: Bearer t' URL/`,
  `curl -A agent/1 -e 'http://from/;auto' -b 'a=1' -b 'b=2' -r 0-99 URL/`,
  `curl --url URL/a -X GET -d body`,
  `curl -T DIR/small.bin URL/dir/`,
  `curl -T DIR/small.bin URL/v2/images/1/file -H 'Content-Type: application/octet-stream'`,
  `curl -T DIR/small.bin 'URL?x=1'`,
  `curl --data-binary @DIR/small.bin URL/up`,
  `curl -X PUT --data-binary "@DIR/small.bin" -H "X-Auth-Token: t" URL/up`,
  `curl -d $'tab\\there \\u00e9\\x41\\101 it\\'s' URL/ansi`,
  `curl -d "dq \\"x\\" \\$y \\\\ \\n" URL/dq`,
  `curl \\\n  -H 'A: b' \\\n  -d 'two\nlines' \\\n  URL/lines`,
  `curl -H a:b\\ c -H "d: "'e'"f" URL/joined`,
  `curl --heade 'A: b' --includ --upload-fil DIR/small.bin URL/prefix`,
  `curl -- URL/over`,
  `FOO=bar curl URL/env 2>&1 >/dev/null | cat`,
  `curl -g 'URL/v2?x={a,b}&y=[1-2]'`,
  `curl -X POST URL/actions/deactivate`,
  `curl -d @DIR/a.json URL/lines`,
  `curl -d x=1 -d @DIR/a.json -d y URL/lines`,
  `curl --data-binary @DIR/a.json -H 'Content-Type: application/json' URL/exact`,
  `curl --json @DIR/a.json URL/json`,
  `curl --json @DIR/a.json --json ',[]' URL/json`,
  `curl --data-urlencode @DIR/a.json URL/all`,
  `curl --data-urlencode q@DIR/a.json -d z=1 URL/all`,
  `curl -G --data-urlencode 'q@DIR/with space.txt' URL/all`,
  `curl -d @- URL/here <<'EOF'\n{"a": "$B\\"}\nEOF`,
  `curl --data-binary @- URL/here <<EOF\nline \\$1 \\\\ \\\`x\\\`\nand two\nEOF`,
  `curl -d @- URL/here <<< 'a "b"'`,
  `curl -T - URL/here/x <<-EOF\n\ttext\n\tEOF`,
  `curl -d @- URL/redirected < DIR/a.json`,
  `curl --data-binary @- URL/redirected < DIR/small.bin`,
  `curl --url-query 'a=b c' --url-query +raw=%20 'URL/q?z'`,
  `curl -C 100 URL/range`,
  `curl -r -5 URL/range`,
  `curl -r 0-1,5-9 URL/range`,
  `curl --compressed URL/packed`,
  `curl --compressed -H 'Accept-Encoding: br' URL/packed`,
  `curl -A '' URL/agent`,
  `curl -A one -A two -H 'User-Agent: three' URL/agent`,
  `curl -H 'User-Agent:' URL/agent`,
  `curl -H 'X-A: 1' -H 'X-A: 2' -H 'x-a;' URL/twice`,
  `curl -H 'Content-Type: text/plain' -H 'content-type: text/html' -d x URL/twice`,
  `curl -b 'a=1; b=2' -H 'Cookie: c=3' URL/cookie`,
  `curl -e http://a -e http://b URL/referer`,
  `curl -X PURGE -G -d a=1 URL/purge`,
  `curl -I -X POST URL/head`,
  `curl -X HEAD -I URL/head`,
  `curl -T DIR/flat.bin -X POST URL/post`,
  `curl -T 'DIR/with space.txt' URL/`,
  `curl -T DIR/small.bin -H 'Transfer-Encoding: chunked' URL/chunked/x`,
  `curl --upload-file DIR/small.bin --request PATCH URL/x`,
  `curl 'URL/a b'`.replace(' b', '%20b'),
  `curl 'URL/a/../b/./c'`,
  `curl 'URL/%7Euser/%2F?x=%26'`,
  `curl 'URL?a=1&b=2&&c'`,
  `curl URL/#fragment`,
  `curl 'URL/p?x=1#f?y=2'`,
  `curl -d '' URL/empty`,
  `curl -d 'é☃𝄞' URL/utf8`,
  `curl --data-raw $'\\x00\\x01' URL/control || true`.replace('\\x00', ''),
  `curl -d "$(printf 'x')" URL/sub`.replace('"$(printf \'x\')"', 'x'),
  `curl -fsSLo /dev/null --retry 2 -m 5 --connect-timeout 2 -w '%{http_code}' URL/flags`,
  `curl -k --tlsv1.2 --http1.1 --noproxy '*' -N -v URL/flags`,
  `curl URL/{a,b}/[1-2]`,
  `curl -F a=1 -F 'b=x y;type=text/plain' -F c=@DIR/small.bin URL/form`,
  `curl -F 'f=@DIR/a.json;filename=other.json;type=application/json' --form-string 's=@;x' URL/form`,
  `curl -F 't=<DIR/flat.bin' -X PUT -H 'X-A: b' URL/form`,
  `curl -u admin:pa:ss URL/`,
  `curl -u admin: -A me URL/`,
  `curl --oauth2-bearer tok URL/bearer`,
  `curl URL/one URL/two`,
  `curl URL/one --next -d x URL/two --next -I URL/three`,
  `curl URL/one; curl -d x URL/two && curl -X DELETE URL/three`,
  `curl -H"A:b" -HC:d -dx=1 -XPUT URL/joined`,
  `curl -sXPOST -Hk:v -d@DIR/flat.bin URL/cluster`,
  `curl "URL/v2/images?name=in:%22a,b%22&limit=2" -H "Accept: application/json"`,
]

const json = `-H "Content-Type: application/json"`
const token = `-H "X-Auth-Token: gAAAAABXXZhNQDk4L9xXyLPBxHms3L"`
const image = 'URL/v2/images/0c1ffd08-68b4-4206-9f66-26a370228bc2'

/** The nine calls that a tutorial of the image API makes, as such tutorials write them. */
const tutorial = [
  `curl -i \\\n  ${json} \\\n  -d '\n{ "auth": {\n    "identity": {"methods": ["password"]}\n  }\n}' \\\n  URL/v3/auth/tokens ; echo`,
  `curl -i \\\n  ${json} \\\n  ${token} \\\n  URL/v2/images ; echo`,
  `curl -i \\\n  ${json} \\\n  ${token} \\\n  -d '\n{\n    "name": "TESTLT",\n    "id": "0c1ffd08"\n}' \\\n  URL/v2/images ; echo`,
  `curl -i \\\n  ${json} \\\n  ${token} \\\n  ${image} ; echo`,
  `curl -i -X DELETE \\\n  ${json} \\\n  ${token} \\\n  ${image} ; echo`,
  `curl -i -X POST \\\n  ${json} \\\n  ${token} \\\n  ${image}/actions/deactivate ; echo`,
  `curl -i -X POST \\\n  ${json} \\\n  ${token} \\\n  ${image}/actions/reactivate; echo\n`,
  `curl -i -X PUT ${token} -H "Content-Type: application/octet-stream" \\\n   -d @DIR/flat.bin ${image}/file`,
  `curl -i \\\n  ${json} \\\n  ${token} \\\n  ${image}/file ; echo`,
]

const quotings: ((text: string) => string)[] = [
  (text) => `'${text.replaceAll("'", `'\\''`)}'`,
  (text) => `"${text.replaceAll(/["\\$`]/g, '\\$&')}"`,
  (text) => `$'${text.replaceAll(/['\\]/g, '\\$&').replaceAll('\n', '\\n')}'`,
  (text) =>
    text.replaceAll(/[^\w@%+=:,./-]/gu, (character) => (character === '\n' ? `$'\\n'` : `\\${character}`)) ||
    `''`,
]

test.skipIf(!hasCurl).each([...commands, ...tutorial])('sends what curl sends: %s', async (template) => {
  const { curl, arclight } = await bothWays(template)

  expect(curl.length).toBeGreaterThan(0)
  expect(arclight).toEqual(curl)
})

test.skipIf(!hasCurl)(
  'sends what curl sends, however options are put together',
  { timeout: 60_000 },
  async () => {
    await fc.assert(
      fc.asyncProperty(anyCommand(), async (template) => {
        const { curl, arclight } = await bothWays(template)

        expect(curl.length).toBeGreaterThan(0)
        expect(arclight).toEqual(curl)
      }),
      { numRuns: 200 },
    )
  },
)

async function bothWays(template: string) {
  const command = template.replaceAll('URL', server.base).replaceAll('DIR', dir)
  const curl = await sentByCurl(command, server, dir)
  const arclight = await sentByArclight(command)
  return {
    curl: curl.map((request) => comparable(request, server.base)),
    arclight: arclight.map((request) => comparable(request, server.base)),
  }
}

/** As from the page: the line becomes drafts, and each is sent by the workbench. */
async function sentByArclight(command: string) {
  const requests = await bench.requests.fromCurl(command, new AbortController().signal)
  server.take()
  for (const { draft } of requests) await bench.sendToEnd(draft, null)
  return server.take()
}

function anyCommand(): fc.Arbitrary<string> {
  const text = fc.string({
    unit: fc.constantFrom(...Array.from('ab1 =&%+\'"\\$`@{}[];:/?#é☃\n')),
    maxLength: 12,
  })
  const name = fc.constantFrom('X-One', 'x-two', 'Accept', 'Content-Type', 'X-Auth-Token')
  const value = fc.stringMatching(/^[a-zA-Z0-9 "'\\=;,/*-]{0,10}$/)
  const header = fc.oneof(
    fc.tuple(name, value).map(([key, held]) => `${key}: ${held}`),
    name.map((key) => `${key}:`),
    name.map((key) => `${key};`),
  )
  const data = fc.oneof(
    fc.tuple(
      fc.constantFrom('-d', '--data', '--data-ascii', '--data-binary', '--json'),
      text.map((held) => held.replace(/^@/, '_')),
    ),
    fc.tuple(fc.constant('--data-raw'), text),
    fc.tuple(
      fc.constant('--data-urlencode'),
      text.filter((held) => !/^[^=]*@/.test(held)),
    ),
    fc.tuple(
      fc.constantFrom('-d', '--data-binary', '--json', '--data-urlencode'),
      fc.constantFrom('@DIR/a.json', '@DIR/flat.bin'),
    ),
  )
  const other = fc.oneof(
    fc.tuple(fc.constantFrom('-A', '-e', '--url-query'), fc.stringMatching(/^[a-z0-9.-]{1,6}$/)),
    fc.tuple(fc.constantFrom('-b', '--cookie'), fc.stringMatching(/^[a-z]=[a-z0-9]{1,4}$/)),
    fc.tuple(
      fc.constantFrom('-X', '--request'),
      fc.constantFrom('GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'ODD'),
    ),
    fc.constantFrom(['-G'], ['--compressed'], ['-s'], ['-i'], ['-L'], ['-fsS'], ['-m', '9']),
  )
  const option = fc.oneof(fc.tuple(fc.constantFrom('-H', '--header'), header), data, other)
  const path = fc.stringMatching(/^\/[a-z0-9/]{0,6}(\?[a-z0-9=&%]{0,6})?(#[a-z]{0,3})?$/)
  const url = path
    .filter((held) => !held.startsWith('//') && !/%(?![\da-f]{2})/i.test(held))
    .map((held) => `URL${held}`)
  const quote = fc.array(fc.nat(quotings.length - 1), { minLength: 20, maxLength: 20 })
  return fc
    .tuple(fc.array(option, { maxLength: 6 }), url, quote, fc.nat(6))
    .map(([options, at, quotes, place]) => {
      const isGet = options.some(([flag]) => flag === '-G')
      const given = options
        .filter((each) => !isGet || isOfUrl(each))
        .map(([flag, ...values], index) =>
          [flag, ...values.map((held) => quotings[quotes[index] ?? 0]?.(held) ?? '')].join(' '),
        )
      return [
        'curl',
        ...given.slice(0, place),
        quotings[quotes[19] ?? 0]?.(at) ?? '',
        ...given.slice(place),
      ].join(' ')
    })
}

/** curl refuses to put anything into a URL that has no place there. */
function isOfUrl([flag = '', value = '']: readonly string[]): boolean {
  return !/^(?:-d|--data.*|--json)$/.test(flag) || (flag === '--data-urlencode' && !/^=?$/.test(value))
}
