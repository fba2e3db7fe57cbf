import { expect, test } from 'vitest'

import { isCurlLine, withoutPrompt } from './curl-line.ts'

test('knows a cURL command by its first word', () => {
  const texts = ['curl -i http://c', '  curl\n http://c', '$ curl http://c', 'curl.exe http://c']
  const others = ['curly http://c', 'http://c/curl x', 'curl', '{"a": "curl "}', '']

  expect(texts.map(isCurlLine)).toEqual([true, true, true, true])
  expect(others.map(isCurlLine)).toEqual([false, false, false, false, false])
})

test('takes the prompt off, and nothing else', () => {
  expect(withoutPrompt('$ curl -H "a: $ b" http://c')).toBe('curl -H "a: $ b" http://c')
})
