import { expect, test } from 'vitest'

import { defaultOptions } from '../../../../shared/model/request-options.ts'
import { type ParsedCurl, parseCurl } from './parse-curl.ts'

const one = (command: string): ParsedCurl => {
  const [first, ...others] = parseCurl(command)
  if (!first || others.length > 0) throw new Error(`${others.length + 1} requests`)
  return first
}
const noticesOf = (command: string) => one(command).notices.map(({ option, kind }) => `${kind} ${option}`)
const authOf = (given: string) => one(`curl ${given}`).auth
const urlsOf = (text: string) => parseCurl(text).map(({ method, url }) => `${method} ${url}`)
const quietly = { ...defaultOptions, redirects: { follow: false, max: 50, keepMethod: false } }

test('reads a command as it stands in a document, prompt and all', () => {
  for (const prompt of ['$ ', '# ', 'root@controller:~# ', '(venv) $ ', 'sudo ', 'LANG=C time ']) {
    expect(one(`${prompt}curl -X DELETE http://cloud/x`)).toMatchObject({
      method: 'DELETE',
      url: 'http://cloud/x',
      notices: [],
    })
  }
  expect(one('/usr/bin/curl http://cloud/x').url).toBe('http://cloud/x')
})

test('lets variables pass through everything', () => {
  const command = `curl -X PUT "{{cloud.image}}/v2/{{id}}?a={{a}}" -H 'X-Auth-Token: {{token}}' -A {{agent}} \\
    -b 'c={{c}}' --data-urlencode 'n={{v}} &' -d {{raw}}`

  expect(one(command)).toEqual({
    method: 'PUT',
    url: '{{cloud.image}}/v2/{{id}}?a={{a}}',
    headers: [
      ['User-Agent', '{{agent}}'],
      ['Accept', '*/*'],
      ['Cookie', 'c={{c}}'],
      ['X-Auth-Token', '{{token}}'],
      ['Content-Type', 'application/x-www-form-urlencoded'],
    ],
    body: { kind: 'text', text: 'n={{v}}+%26&{{raw}}' },
    auth: { kind: 'none' },
    options: quietly,
    notices: [],
  })
})

test('puts the current token where the line holds only its trace', () => {
  const { headers, notices } = one(
    `curl -g -i -H "X-Auth-Token: {SHA256}ab12" -H 'X-Subject-Token: <subject>' -H 'Authorization: Bearer {SHA1}0f' h`,
  )

  expect(headers).toContainEqual(['X-Auth-Token', '{{token}}'])
  expect(headers).toContainEqual(['X-Subject-Token', '<subject>'])
  expect(headers).toContainEqual(['Authorization', 'Bearer {{token}}'])
  expect(notices).toEqual([
    { option: 'X-Auth-Token', kind: 'token-current' },
    { option: 'Authorization', kind: 'token-current' },
  ])
  for (const gap of ['<token>', 'gAAAAA<...>', '***', 'gAAAAABb...']) {
    expect(one(`curl -H 'X-Auth-Token: ${gap}' h`).headers).toContainEqual(['X-Auth-Token', '{{token}}'])
  }
})

test('reads the requests out of what openstack --debug prints', () => {
  const log = `START with options: image list --debug
REQ: curl -g -i -X GET http://c:9292/v2/images -H "Accept: application/json" -H "User-Agent: openstacksdk/1.0" -H "X-Auth-Token: {SHA256}9f"
Starting new HTTP connection (1): c:9292
RESP: [200] Content-Type: application/json
RESP BODY: {"images": [{"name": "it's"}]}
2026-01-02 03:04:05.678 12 DEBUG keystoneauth.session [-] REQ: curl -g -i --insecure -X POST http://c:9292/v2/images -H "Content-Type: application/json" -H "X-Auth-Token: {SHA256}9f" -d '{"name": "it's \\"x\\""}' _http_log_request /usr/lib/session.py:519
`

  expect(parseCurl(log)).toMatchObject([
    {
      method: 'GET',
      url: 'http://c:9292/v2/images',
      headers: [
        ['Accept', 'application/json'],
        ['User-Agent', 'openstacksdk/1.0'],
        ['X-Auth-Token', '{{token}}'],
      ],
      notices: [{ option: 'X-Auth-Token', kind: 'token-current' }],
    },
    {
      method: 'POST',
      body: { kind: 'text', text: '{"name": "it\'s \\"x\\""}' },
      options: { verifyTls: false },
    },
  ])
})

test('keeps what is in a file apart from what is written, until the file can be read', () => {
  expect(one('curl -d @/root/cirros.img http://h')).toMatchObject({
    method: 'POST',
    body: { kind: 'pieces', pieces: [{ kind: 'file', path: '/root/cirros.img', as: 'stripped' }] },
    notices: [],
  })
  expect(one('curl -d a=1 --data-urlencode b@f --json @g http://h').body).toEqual({
    kind: 'pieces',
    isQuery: false,
    pieces: [
      { kind: 'text', text: 'a=1' },
      { kind: 'file', path: 'f', as: 'encoded', before: '&b=', option: '--data-urlencode' },
      { kind: 'file', path: 'g', as: 'exact', before: '', option: '--json' },
    ],
  })
  expect(one('curl --data-binary @/root/cirros.img http://h').body).toEqual({
    kind: 'file',
    path: '/root/cirros.img',
  })
})

test('takes stdin from a redirection, and knows none otherwise', () => {
  expect(one('curl -T - http://h/x < a.img').body).toEqual({ kind: 'file', path: 'a.img' })
  expect(one('curl --data-binary @- http://h/x <a.img').body).toEqual({ kind: 'file', path: 'a.img' })
  expect(one('curl --data-binary @- http://h/x <<EOF\na\nb\nEOF').body).toEqual({
    kind: 'text',
    text: 'a\nb\n',
  })
  expect(one('curl -d @- http://h/x <<EOF\na\nb\nEOF').body).toEqual({ kind: 'text', text: 'ab' })
  expect(one('curl -T - http://h/x').body).toEqual({ kind: 'file', path: null })
})

test('says nothing of options that only change what curl prints', () => {
  expect(noticesOf('curl -sSivfN -o out -w %{http_code} -D - --no-progress-meter -g http://h > log')).toEqual(
    [],
  )
})

test('says which options it does not act on, once each', () => {
  expect(noticesOf('curl --limit-rate 1M --retry 3 --retry 3 --no-location --tlsv1.2 http://h')).toEqual([
    'ignored --limit-rate',
    'ignored --retry',
    'ignored --tlsv1.2',
  ])
  expect(noticesOf('curl -n --http3 --cacert ca.pem --ntlm -u a:b -b jar -H @file -C - http://h')).toEqual([
    'unsupported -n',
    'unsupported --http3',
    'ca-by-cloud --cacert',
    'unsupported --ntlm',
    'unsupported -H @',
    'unsupported -b',
    'unsupported -C',
  ])
  expect(noticesOf('curl --expand-data {{x}} --variable x=1 http://h')).toEqual([
    'unsupported --expand-data',
    'unsupported --variable',
  ])
  expect(noticesOf('curl --resolve *:80:1.1.1.1 --url-query @f --location-trusted http://h')).toEqual([
    'unsupported --location-trusted',
    'unsupported --resolve',
    'unsupported --url-query',
  ])
  expect(noticesOf("curl -H 'Expect:' -H 'Host:' -H 'Accept:' -H nonsense http://h")).toEqual([
    'ignored -H Expect',
    'ignored -H Host',
    'ignored -H nonsense',
  ])
})

test('reads how the request travels', () => {
  const { options, notices } = one(
    `curl -kL -m 2.5 --connect-timeout 3 --max-redirs 4 -x 10.0.0.1:3128 -U 'me:p@ss:w' --noproxy a.b,.c --http2 \
      --resolve h:443:[::1] --connect-to h:80:other:8080 -E 'c.pem:pw' --key k.pem -c jar --compressed http://h`,
  )

  expect(notices).toEqual([])
  expect(options).toEqual({
    ...defaultOptions,
    timeoutMs: 2500,
    connectTimeoutMs: 3000,
    redirects: { follow: true, max: 4, keepMethod: false },
    verifyTls: false,
    proxy: { kind: 'url', url: 'http://me:p%40ss%3Aw@10.0.0.1:3128', noProxy: 'a.b,.c' },
    httpVersion: 'auto',
    hostOverrides: [
      { host: 'h', port: 443, toHost: '::1', toPort: null },
      { host: 'h', port: 80, toHost: 'other', toPort: 8080 },
    ],
    cookies: true,
    clientCertificate: { kind: 'pem', certificatePath: 'c.pem', keyPath: 'k.pem', passphrase: 'pw' },
  })
  const proxyOf = (given: string) => one(`curl ${given} http://h`).options.proxy
  expect(proxyOf('--socks5-hostname gate')).toEqual({ kind: 'url', url: 'socks5h://gate:1080', noProxy: '' })
  expect(proxyOf('-x socks5://gate:9')).toEqual({ kind: 'url', url: 'socks5://gate:9', noProxy: '' })
  expect(proxyOf(`-x ''`)).toEqual({ kind: 'none' })
  expect(proxyOf(`--noproxy '*' -x gate`)).toEqual({ kind: 'none' })
  expect(proxyOf('')).toEqual({ kind: 'inherit' })
  expect(one('curl --cert a.p12:x --cert-type P12 http://h').options.clientCertificate).toEqual({
    kind: 'pkcs12',
    path: 'a.p12',
    passphrase: 'x',
  })
})

test('reads who asks', () => {
  expect(authOf('-u admin:pa:ss h')).toEqual({ kind: 'basic', username: 'admin', password: 'pa:ss' })
  expect(authOf('--digest -u {{cloud.user}}:{{pw}} h')).toEqual({
    kind: 'digest',
    username: '{{cloud.user}}',
    password: '{{pw}}',
  })
  expect(authOf('http://ad%40min:x@h')).toEqual({ kind: 'basic', username: 'ad@min', password: 'x' })
  expect(authOf('--oauth2-bearer t -u a:b h')).toEqual({ kind: 'bearer', token: 't' })
  expect(authOf(`-u a:b -H 'authorization: Own x' h`)).toEqual({ kind: 'none' })
  expect(authOf('h')).toEqual({ kind: 'none' })
})

test('reads the parts of a form', () => {
  const { method, body, notices } = one(
    `curl -F name=value -F 'json="{\\"a;b\\": 1}";type=application/json; charset=utf-8' -F 'f=@"a b.png";filename="x\\"y.png"' \
      -F 'many=@1.txt,2.bin' -F 't=<notes.txt' --form-string 's=@x;type=y' -F 'h=v;headers="X: y"' http://h`,
  )

  expect(method).toBe('POST')
  expect(body).toEqual({
    kind: 'form',
    parts: [
      { kind: 'text', name: 'name', value: 'value', contentType: null },
      { kind: 'text', name: 'json', value: '{"a;b": 1}', contentType: 'application/json; charset=utf-8' },
      { kind: 'file', name: 'f', path: 'a b.png', fileName: 'x"y.png', contentType: 'image/png' },
      { kind: 'file', name: 'many', path: '1.txt', fileName: null, contentType: 'text/plain' },
      { kind: 'file', name: 'many', path: '2.bin', fileName: null, contentType: 'application/octet-stream' },
      { kind: 'text-file', name: 't', path: 'notes.txt', contentType: null, option: '-F' },
      { kind: 'text', name: 's', value: '@x;type=y', contentType: null },
      { kind: 'text', name: 'h', value: 'v', contentType: null },
    ],
  })
  expect(notices).toEqual([{ option: '-F h', kind: 'unsupported' }])
})

test('makes a request of every command, URL, pattern and --next', () => {
  expect(urlsOf('curl http://h/1 http://h/2 --next -d x http://j')).toEqual([
    'GET http://h/1',
    'GET http://h/2',
    'POST http://j',
  ])
  expect(urlsOf('TOKEN=x\ncurl http://h/1\n\n$ curl -I http://h/2 && curl -X PUT h/3; echo')).toEqual([
    'GET http://h/1',
    'HEAD http://h/2',
    'PUT http://h/3',
  ])
  expect(urlsOf('curl http://h/{a,b}/[08-10]?x=[a-c:2]')).toHaveLength(12)
  expect(urlsOf('curl http://h/{a,b}/[8-10:2]')).toEqual([
    'GET http://h/a/8',
    'GET http://h/a/10',
    'GET http://h/b/8',
    'GET http://h/b/10',
  ])
  expect(urlsOf('curl -g http://h/{a,b}')).toEqual(['GET http://h/{a,b}'])
  expect(urlsOf('curl http://h/{{id}}/[::1]/[1-1000000]')).toEqual(['GET http://h/{{id}}/[::1]/[1-1000000]'])
})

test('says what it leaves out beside the request', () => {
  expect(noticesOf('curl http://h ; echo')).toEqual([])
  expect(noticesOf('curl http://h; echo; echo\n\n# done\n')).toEqual([])
  expect(noticesOf('curl http://h | jq .')).toEqual(['rest-skipped jq'])
  expect(noticesOf('curl http://h?a=1&b=2')).toEqual(['rest-skipped b=2'])
  expect(noticesOf('curl http://h && echo done')).toEqual(['rest-skipped echo'])
  expect(noticesOf(`curl http://h\n{"it's": 1}`)).toEqual([`rest-skipped {it's:`])
})

test.each([
  ['', 'not a curl command', 0],
  ['wget http://h', 'not a curl command', 0],
  ['curl -i', 'no URL', 7],
  ['curl http://h -X', 'an option without its value', 14],
  ['curl http://h --header', 'an option without its value', 14],
  ['curl --request=PUT http://h', 'unknown option', 5],
  ['curl --dat x http://h', 'unknown option', 5],
  ['curl -s? http://h', 'unknown option', 5],
  ["curl -H 'a: b http://h", 'unbalanced quote', 8],
  ["curl -X 'GE T' http://h", 'no method', 5],
  ['curl -d x -T y http://h', 'more than one of -d, -F, -T and -I', 10],
])('refuses %j: %s', (command, detail, position) => {
  expect(() => parseCurl(command)).toThrow(
    expect.objectContaining({
      code: 'CURL_INVALID',
      data: { position, near: command.slice(position, position + 24), detail },
    }),
  )
})

test('shows no token in what it says of a broken line', () => {
  const command = `curl -H "X-Auth-Token: gAAAAAB${'x'.repeat(99)} http://h`

  expect(() => parseCurl(command)).toThrow(
    expect.objectContaining({
      data: expect.objectContaining({ near: expect.not.stringContaining('gAAAA') as string }) as object,
    }),
  )
})

test('reads a body of a megabyte', () => {
  const body = JSON.stringify({ text: 'a"\'\\\n$'.repeat(100_000) })
  const quoted = `'${body.replaceAll("'", `'\\''`)}'`

  const { body: read } = one(`curl -d ${quoted} http://h`)

  expect(read).toEqual({ kind: 'text', text: body })
})
