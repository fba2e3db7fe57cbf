import type { CommandContext } from '../command-context.ts'
import { oneLine } from '../image/list-images.ts'
import type { RequestResult } from './request-result.ts'

interface RunReport {
  readonly name: string
  readonly results: readonly RequestResult[]
}

export type Reporter = 'text' | 'json' | 'junit'

/** A line for each request as it ends, and its failures under it. */
export async function tellResult({ terminal }: CommandContext, result: RequestResult): Promise<void> {
  const { name, status, tookMs, failures } = result
  const mark = failures.length === 0 ? '✓' : '✗'
  const line = `${mark} ${oneLine(name)}  ${status ?? '–'}  ${Math.round(tookMs)} ms\n`
  await terminal.out(line + failures.map((failure) => `    ${oneLine(failure)}\n`).join(''))
}

export function asJson({ name, results }: RunReport): string {
  const failed = results.filter(({ failures }) => failures.length > 0).length
  return `${JSON.stringify({ name, total: results.length, failed, results }, null, 2)}\n`
}

/** The form that build servers read. */
export function asJunit({ name, results }: RunReport): string {
  const failed = results.filter(({ failures }) => failures.length > 0).length
  const cases = results.map((result) => {
    const about = `  <testcase name="${escape(result.name)}" classname="${escape(result.id)}" time="${result.tookMs / 1000}"`
    if (result.failures.length === 0) return `${about}/>\n`
    const said = escape(result.failures.join('\n'))
    return `${about}>\n    <failure message="${escape(result.failures[0] ?? '')}">${said}</failure>\n  </testcase>\n`
  })
  const suite = `<testsuite name="${escape(name)}" tests="${results.length}" failures="${failed}">`
  return `<?xml version="1.0" encoding="UTF-8"?>\n${suite}\n${cases.join('')}</testsuite>\n`
}

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }

/** Control characters cannot stand in XML 1.0 at all. */
function escape(text: string): string {
  return text.replace(/[&<>"]/g, (sign) => entities[sign]!).replace(/[^\P{C}\n]/gu, '\u{fffd}')
}
