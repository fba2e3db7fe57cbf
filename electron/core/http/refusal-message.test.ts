import { expect, test } from 'vitest'

import type { HeaderPair } from '../../../shared/model/wire.ts'
import type { Answer } from './collect-answer.ts'
import { readRefusal } from './refusal-message.ts'

test('reads the message of a Keystone error and its request id, whatever the case of the header', () => {
  const refusal = readRefusal(
    answer(
      401,
      '{"error":{"code":401,"message":"The request you have made requires authentication.","title":"Unauthorized"}}\n',
      [['x-openstack-request-id', 'req-c95fc463-7b94-4421-a3b6-2beb0b3b0539']],
    ),
  )

  expect(refusal).toEqual({
    message: 'The request you have made requires authentication.',
    requestId: 'req-c95fc463-7b94-4421-a3b6-2beb0b3b0539',
  })
})

test('leaves out the request that a failed schema check of Keystone repeats', () => {
  const message = `'identity' is a required property\n\nFailed validating 'required' in schema:\n    {'properties': {}}\n\nOn instance:\n    {'user': {'password': 'Welcome123'}}`

  expect(readRefusal(answer(400, JSON.stringify({ error: { code: 400, message } }))).message).toBe(
    "'identity' is a required property",
  )
})

test('takes the status line off a plain Glance error', () => {
  const text = '409 Conflict\n\nImage ID d507c14d-b52c-4c72-9cc6-42365e880947 already exists!\n\n   '

  expect(readRefusal(answer(409, text)).message).toBe(
    'Image ID d507c14d-b52c-4c72-9cc6-42365e880947 already exists!',
  )
})

test('puts the paragraphs of a plain Glance error on one line', () => {
  const text =
    '416 Request Range Not Satisfiable\n\nThe Range requested is not available.\n\n Invalid start position in Range header.  '

  expect(readRefusal(answer(416, text)).message).toBe(
    'The Range requested is not available. Invalid start position in Range header.',
  )
})

test('takes the markup out of a Glance error in JSON', () => {
  const text =
    '{"message": "No image found with ID 76cc7e03<br /><br />\\n\\n\\n", "code": "404 Not Found", "title": "Not Found"}'

  expect(readRefusal(answer(404, text)).message).toBe('No image found with ID 76cc7e03')
})

test('reads what stands below the heading of a Glance page, entities resolved', () => {
  const text =
    '<html>\n <head>\n  <title>404 Not Found</title>\n </head>\n <body>\n  <h1>404 Not Found</h1>\n  No image &quot;a&amp;b&#39;s&quot; &lt;here&gt;<br /><br />\n\n\n\n </body>\n</html>'

  expect(readRefusal(answer(404, text)).message).toBe('No image "a&b\'s" <here>')
})

test('names the proxy when its page says no more than its heading', () => {
  const text =
    '<html>\r\n<head><title>413 Request Entity Too Large</title></head>\r\n<body>\r\n<center><h1>413 Request Entity Too Large</h1></center>\r\n<hr><center>nginx/1.22.1</center>\r\n</body>\r\n</html>\r\n'

  expect(readRefusal(answer(413, text)).message).toBe('Request Entity Too Large (nginx/1.22.1)')
})

test('reads the page of HAProxy, which has no head', () => {
  const text =
    '<html><body><h1>503 Service Unavailable</h1>\nNo server is available to handle this request.\n</body></html>\n'

  expect(readRefusal(answer(503, text)).message).toBe('No server is available to handle this request.')
})

test('shows no script, style or comment of a page, closed or not', () => {
  const text =
    '<!doctype html><html><body><!-- x --><script>steal()</script>Down for maintenance until 6.<style>p{}'

  expect(readRefusal(answer(503, text)).message).toBe('Down for maintenance until 6.')
})

test.each([
  ['', 413, 'Payload Too Large'],
  ['   \n', 401, 'Unauthorized'],
  ['', 599, 'Broken here'],
])('falls back on the name of the status for a body of %j and %i', (text, status, message) => {
  expect(readRefusal(answer(status, text)).message).toBe(message)
})

test('says the number of a status that has no name', () => {
  const refusal = readRefusal({ ...answer(599, ''), statusText: '' })

  expect(refusal).toEqual({ message: 'status 599', requestId: null })
})

test('cuts a long message to 500 characters and never inside one', () => {
  const { message } = readRefusal(answer(500, '😀'.repeat(2000)))

  expect(Array.from(message)).toHaveLength(500)
  expect(message).toMatch(/😀…$/u)
})

test('keeps JSON of another shape and broken JSON as they are, on one line', () => {
  expect(readRefusal(answer(400, '{"fault":\n 7}')).message).toBe('{"fault": 7}')
  expect(readRefusal(answer(400, '{"error": {"mess')).message).toBe('{"error": {"mess')
})

test('drops characters that could turn a line around', () => {
  expect(readRefusal(answer(400, 'safe\u202Egnp.exe\u0000\u001b[31m')).message).toBe('safegnp.exe[31m')
})

test('reads a hostile page of eight megabytes at once', () => {
  const startedAtMs = performance.now()

  const messages = ['<', '<h1', '<!--', '<style>', '&#', '\n'].map(
    (unit) => readRefusal(answer(500, unit.repeat(8_388_608 / unit.length))).message,
  )

  expect(messages.every((message) => message.length <= 500)).toBe(true)
  expect(performance.now() - startedAtMs).toBeLessThan(3000)
})

function answer(status: number, text: string, headers: HeaderPair[] = []): Answer {
  return {
    exchangeId: 'exchange',
    status,
    statusText: 'Broken here',
    headers,
    text,
    isTruncated: false,
    tookMs: 1,
  }
}
