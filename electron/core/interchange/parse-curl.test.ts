import { expect, test } from 'vitest'

import { parseCurl } from './parse-curl.ts'

const noticesOf = (command: string) =>
  parseCurl(command).notices.map(({ option, kind }) => `${kind} ${option}`)

test('reads a command as it stands in a document, prompt and all', () => {
  for (const prompt of ['$ ', '# ', 'root@controller:~# ', '(venv) $ ', 'sudo ', 'LANG=C time ']) {
    expect(parseCurl(`${prompt}curl -X DELETE http://cloud/x`)).toMatchObject({
      method: 'DELETE',
      url: 'http://cloud/x',
      notices: [],
    })
  }
  expect(parseCurl('/usr/bin/curl http://cloud/x').url).toBe('http://cloud/x')
})

test('lets variables pass through everything', () => {
  const command = `curl -X PUT "{{cloud.image}}/v2/{{id}}?a={{a}}" -H 'X-Auth-Token: {{token}}' -A {{agent}} \\
    -b 'c={{c}}' --data-urlencode 'n={{v}} &' -d {{raw}}`

  expect(parseCurl(command)).toEqual({
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
    notices: [],
  })
})

test('keeps a token that was taken out by whoever wrote the line', () => {
  const { headers } = parseCurl(
    `curl -g -i -H "X-Auth-Token: {SHA256}ab12" -H 'X-Subject-Token: <token>' http://h`,
  )

  expect(headers).toContainEqual(['X-Auth-Token', '{SHA256}ab12'])
  expect(headers).toContainEqual(['X-Subject-Token', '<token>'])
})

test('says that a file is sent with its line ends, where curl would take them out', () => {
  expect(parseCurl('curl -d @/root/cirros.img http://h')).toMatchObject({
    method: 'POST',
    body: { kind: 'file', path: '/root/cirros.img' },
    notices: [{ option: '-d', kind: 'file-sent-unchanged' }],
  })
  expect(noticesOf('curl --data-binary @/root/cirros.img http://h')).toEqual([])
  expect(noticesOf('curl -T /root/cirros.img http://h/x')).toEqual([])
})

test('takes stdin from a redirection, and knows none otherwise', () => {
  expect(parseCurl('curl -T - http://h/x < a.img').body).toEqual({ kind: 'file', path: 'a.img' })
  expect(parseCurl('curl --data-binary @- http://h/x <a.img').body).toEqual({ kind: 'file', path: 'a.img' })
  expect(parseCurl('cat a.img | curl -T - http://h/x'.slice('cat a.img | '.length)).body).toEqual({
    kind: 'file',
    path: null,
  })
})

test('says nothing of options that only change what curl prints', () => {
  expect(noticesOf('curl -sSivfN -o out -w %{http_code} -D - --no-progress-meter -g http://h > log')).toEqual(
    [],
  )
})

test('says which options it does not act on, once each', () => {
  expect(noticesOf('curl -kL --insecure -k --compressed --no-location -m 5 http://h')).toEqual([
    'ignored -k',
    'ignored -L',
    'ignored --insecure',
    'ignored --compressed',
    'ignored -m',
  ])
  expect(noticesOf('curl -F a=@b -x proxy:1 --cacert ca.pem -b jar -H @file http://h')).toEqual([
    'unsupported -F',
    'unsupported -x',
    'unsupported --cacert',
    'unsupported -H @',
    'unsupported -b',
  ])
  expect(noticesOf('curl -u "{{user}}:{{password}}" http://h')).toEqual(['unsupported -u'])
  expect(noticesOf('curl -d a=1 -d @file http://h')).toEqual(['unsupported -d'])
  expect(noticesOf("curl -H 'Expect:' -H 'Host:' -H 'Accept:' -H nonsense http://h")).toEqual([
    'ignored -H Expect',
    'ignored -H Host',
    'ignored -H nonsense',
  ])
})

test('says what it leaves out after the request', () => {
  expect(noticesOf('curl http://h ; echo')).toEqual([])
  expect(noticesOf('curl http://h; echo; echo\n\n# done\n')).toEqual([])
  expect(noticesOf('curl http://h | jq .')).toEqual(['rest-skipped jq'])
  expect(noticesOf('curl http://h?a=1&b=2')).toEqual(['rest-skipped b=2'])
  expect(noticesOf('curl http://h && echo done')).toEqual(['rest-skipped echo'])
  expect(noticesOf('curl http://h http://i --next -d x http://j')).toEqual([
    'rest-skipped http://i',
    'rest-skipped --next',
  ])
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
  ['curl -d x -T y http://h', 'more than one of -d, -T and -I', 10],
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

  const { body: read } = parseCurl(`curl -d ${quoted} http://h`)

  expect(read).toEqual({ kind: 'text', text: body })
})
