import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

import { expect, test } from 'vitest'

import { type AppErrorCode, appErrorCodes } from '../shared/errors.ts'
import { explainProblem } from '../shared/explain-problem.ts'

const root = fileURLToPath(new URL('..', import.meta.url))
const parts = ['cause', 'cure', 'kept'] as const

interface Guide extends Record<(typeof parts)[number], string> {
  readonly codes: Readonly<Record<string, Readonly<Record<(typeof parts)[number], string>>>>
}

test.each(['en', 'vi'])(
  'each error code has its section in the guide, and each section its code (%s)',
  (language) => {
    const { codes } = guideIn(language)

    expect(Object.keys(codes).toSorted()).toEqual(appErrorCodes.toSorted())
    expect(
      Object.values(codes)
        .flatMap((section) => parts.map((part) => section[part]))
        .filter((text) => !text),
    ).toEqual([])
  },
)

test.each(['en', 'vi'])('each sentence about an error is said for its reason (%s)', (language) => {
  const { errors } = localeOf(language) as { errors: Record<string, unknown> }
  const sentenceAt = (key: string) =>
    key
      .split('.')
      .slice(1)
      .reduce<unknown>((found, name) => (found as Record<string, unknown>)[name], errors)
  const explain = (code: AppErrorCode, reason: string) =>
    explainProblem((key) => sentenceAt(key) as string, { code, data: { reason, part: reason } })

  const all = appErrorCodes.flatMap((code) => {
    const said = errors[code]
    return typeof said === 'string'
      ? [{ said, found: explain(code, 'any') }]
      : Object.entries(said ?? {}).map(([reason, one]) => ({ said: one, found: explain(code, reason) }))
  })

  expect(all.length).toBeGreaterThan(appErrorCodes.length)
  expect(all.filter(({ said, found }) => said !== found)).toEqual([])
})

/** `npx vitest run scripts/error-guide.test.ts -u` writes it anew. */
test('docs/errors.md says what the page says about each error', async () => {
  const { errors } = localeOf('en') as { errors: Record<string, unknown> }

  await expect(asDocument(guideIn('en'), errors)).toMatchFileSnapshot(`${root}docs/errors.md`)
})

const opening = `# Errors

Every failure has a code. The page shows it under *What does this mean?*, the command line with \`--json\`. Words in braces
stand for what the sentence names: the host, the file, the status.
`

function asDocument(guide: Guide, errors: Record<string, unknown>): string {
  const sections = Object.entries(guide.codes).map(([code, section]) =>
    [
      `## ${code}`,
      sentencesOf(errors[code])
        .map((sentence) => `> ${sentence}`)
        .join('\n>\n'),
      ...parts.map((part) => `**${guide[part]}.** ${section[part]}`),
    ].join('\n\n'),
  )
  return [opening, ...sections.map((section) => `${section}\n`)].join('\n')
}

function sentencesOf(said: unknown): string[] {
  return typeof said === 'string' ? [said] : Object.values(said as Record<string, string>)
}

function guideIn(language: string): Guide {
  return localeOf(`help.${language}`) as Guide
}

function localeOf(name: string): unknown {
  return JSON.parse(readFileSync(`${root}renderer/locales/${name}.json`, 'utf8'))
}
