import type { CloudsFileProblem } from '../../../../shared/model/clouds-file.ts'
import { isSection, type Setting } from './config-tree.ts'

/** Whether a text is a shell script that sets OS_* variables. */
export function isOpenrc(text: string): boolean {
  return (
    /^[ \t]*(?:(?:export|declare -x)[ \t]+|setenv[ \t]+)?OS_\w+[= \t]/m.test(text) && !/^clouds:/m.test(text)
  )
}

/**
 * Reads the assignments of an openrc. Nothing is executed: a value that only a shell could work out is left out, and a
 * problem says so; one that the script asks for with `read` is left out in silence, as it will be asked for.
 */
export function readOpenrc(text: string): { setting: Setting; problems: CloudsFileProblem[] } {
  const variables = new Map<string, string>()
  const lines = new Map<string, number>()
  const asked = new Set<string>()
  const problems: CloudsFileProblem[] = []
  for (const [index, row] of text.replaceAll('\r', '').split('\n').entries()) {
    const line = index + 1
    for (const name of namesAfter(/^\s*unset\s+(?:-v\s+)?(.*)$/, row)) variables.delete(name)
    for (const name of namesAfter(/^\s*read\s+(.*)$/, row)) asked.add(name)
    for (let rest: string | null = row; rest !== null; ) {
      const [, name, source] = assignment.exec(rest) ?? []
      if (name === undefined || source === undefined) break
      const word = readWord(source, variables)
      lines.set(name, line)
      if ('text' in word) variables.set(name, word.text)
      else if (word.unknown !== null && asked.has(word.unknown)) variables.delete(name)
      else if (name.startsWith('OS_')) problems.push(needsShell(name, line))
      rest = 'text' in word ? word.rest.replace(/^[\s;]+/, '') : null
    }
  }
  const options = [...variables]
    .filter(([name]) => name.startsWith('OS_'))
    .map(
      ([name, value]) =>
        [name.slice(3).toLowerCase(), { file, line: lines.get(name) ?? null, value }] as const,
    )
  return { setting: { file, line: 1, value: new Map(options) }, problems }
}

/** What to call the cloud of an openrc, which has no name of its own: its project. */
export function openrcName({ value }: Setting): string {
  const name = isSection(value) ? (value.get('cloud_name') ?? value.get('project_name'))?.value : null
  return typeof name === 'string' && name !== '' ? name : 'openrc'
}

const file = 'openrc'
const assignment =
  /^\s*(?:(?:export|declare\s+-x)\s+(?=\w+=)|setenv\s+)?([A-Za-z_]\w*)(?:=|(?<=setenv\s+\w+)\s+)(.*)$/

function namesAfter(pattern: RegExp, row: string): string[] {
  const words = pattern.exec(row)?.[1]?.split(/[\s;]+/) ?? []
  return words.filter((word) => /^[A-Za-z_]\w*$/.test(word))
}

type Word = { text: string; rest: string } | { unknown: string | null }

/** One word of shell: quotes, escapes and `$NAME` of what the script itself has set. `unknown`: the name that it has not. */
function readWord(source: string, variables: ReadonlyMap<string, string>): Word {
  let text = ''
  let isQuoted = false
  let rest = source
  while (rest !== '' && (isQuoted || !/^[\s;&|]/.test(rest))) {
    const single = isQuoted ? null : /^'([^']*)'/.exec(rest)
    const escape = (isQuoted ? /^\\(["$`\\])/ : /^\\(.)/).exec(rest)
    const variable = /^\$(?:(\w+)|\{(\w+)(?::?-([^}]*))?\})/.exec(rest)
    const literal = single ?? escape
    if (rest.startsWith('"')) isQuoted = !isQuoted
    else if (literal) text += literal[1]
    else if (variable) {
      const [, plain, braced, fallback] = variable
      const name = plain ?? braced ?? ''
      const value = variables.get(name) || fallback
      if (value === undefined) return { unknown: name }
      text += value
    } else if (/^[`$]/.test(rest) || (!isQuoted && rest.startsWith("'"))) return { unknown: null }
    else text += rest[0]
    rest = rest.slice((literal ?? variable)?.[0].length ?? 1)
  }
  return isQuoted ? { unknown: null } : { text, rest }
}

function needsShell(key: string, line: number): CloudsFileProblem {
  return { file, cloudName: null, key, line, reason: 'needs-shell', value: null, isBlocking: false }
}
