import { expect, test } from 'vitest'

import { isCurlLine } from './curl-line.ts'

test('knows a cURL command by its first word, whatever the prompt', () => {
  const texts = [
    'curl -i http://c',
    '  curl\n http://c',
    '$ curl http://c',
    'root@controller:~# curl http://c',
    'PS C:\\Users\\an> curl.exe http://c',
    'C:\\>curl http://c',
    'REQ: curl -g -i -X GET http://c',
    'DEBUG keystoneauth.session [-] REQ: curl -g -i -X GET http://c',
  ]
  const others = ['curly http://c', 'http://c/curl x', 'curl', '{"a": "curl "}', '']

  expect(texts.filter((text) => !isCurlLine(text))).toEqual([])
  expect(others.filter(isCurlLine)).toEqual([])
})
