import { expect, test } from 'vitest'

import { readCommands } from './read-commands.ts'

const wordsOf = (source: string) => readCommands(source)[0]?.words.map(({ text }) => text)

test.each([
  ['bash', `curl -H 'a: "b"' \\\n  -d "^x" http://h`],
  ['bash on Windows', `curl.exe -H 'a: "b"' \\\n  -d "^x" http://h`],
  ['cmd, as a browser writes it', `curl -H ^"a: \\^"b\\^"^" ^\n  -d ^"^^x^" http://h`],
  ['cmd, by its prompt', `C:\\>curl -H "a: \\"b\\"" -d "^x" http://h`],
  ['cmd, by the program', `curl.exe -H "a: \\"b\\"" -d "^x" http://h`],
  ['PowerShell, by its line ends', `curl.exe -H 'a: "b"' \`\n  -d '^x' http://h`],
  ['PowerShell, by its prompt', `PS /home/an> curl -H 'a: "b"' -d '^x' http://h`],
  ['PowerShell, by its apostrophes', `curl.exe -H 'a: \\"b\\"' -d '^x' http://h`],
])('reads a line for %s', (_, source) => {
  expect(wordsOf(source)?.map((word) => word.replace('.exe', ''))).toEqual([
    'curl',
    '-H',
    'a: "b"',
    '-d',
    '^x',
    'http://h',
  ])
})
