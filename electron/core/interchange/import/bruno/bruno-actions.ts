import type { RequestDraft } from '../../../../../shared/model/request.ts'
import type { AnswerPart, Comparison } from '../../../../../shared/model/request-action.ts'
import type { ImportContext } from '../import-context.ts'
import { variableName, withPlainNames } from '../variable-names.ts'

type RequestAction = RequestDraft['actions'][number]
type Pair = { name: string; value: string; isEnabled: boolean }

const comparisons: ReadonlyMap<string, Comparison> = new Map([
  ['eq', 'equal'],
  ['neq', 'not-equal'],
  ['gt', 'greater'],
  ['gte', 'greater-or-equal'],
  ['lt', 'less'],
  ['lte', 'less-or-equal'],
  ['contains', 'contains'],
  ['notContains', 'not-contains'],
  ['matches', 'matches'],
  ['isDefined', 'exists'],
  ['isUndefined', 'not-exists'],
])
const always = { when: null } as const

/** `vars:post-response`: a name, and an expression over the answer. Anything but a plain path is left out. */
export function brunoCaptures(pairs: readonly Pair[], context: ImportContext): RequestAction[] {
  return pairs.flatMap(({ name, value, isEnabled }): RequestAction[] => {
    const part = partOf(value)
    if (!part) {
      context.note('action-left-out', name)
      return []
    }
    const isSecret = /token|secret|password/i.test(name)
    return [
      {
        kind: 'set-variable',
        variable: variableName(name),
        part,
        isSecret,
        isEnabled,
        onFailure: 'go-on',
        ...always,
      },
    ]
  })
}

/** `assert`: an expression, and an operator with what is expected. */
export function brunoAssertions(pairs: readonly Pair[], context: ImportContext): RequestAction[] {
  return pairs.flatMap(({ name, value, isEnabled }): RequestAction[] => {
    const [, operator = 'eq', expected = value] = /^(\w+)(?:\s+([^]*))?$/.exec(value) ?? []
    const comparison = comparisons.get(operator)
    const part = partOf(name)
    if (!part || (!comparison && value.includes(' '))) {
      context.note('action-left-out', `${name} ${operator}`)
      return []
    }
    const claim = {
      part,
      comparison: comparison ?? 'equal',
      value: withPlainNames(comparison ? expected : value),
    }
    return [{ kind: 'assert', claim, isEnabled, onFailure: 'fail', ...always }]
  })
}

function partOf(expression: string): AnswerPart | null {
  const text = expression.trim()
  if (text === 'res.status') return { kind: 'status' }
  if (text === 'res.responseTime') return { kind: 'time' }
  if (text === 'res.body') return { kind: 'body' }
  const header =
    /^res\.headers(?:\.([\w-]+)|\[['"]([^'"]+)['"]\])$/.exec(text) ??
    /^res\.getHeader\(['"]()([^'"]+)['"]\)$/.exec(text)
  if (header) return { kind: 'header', name: header[1] || header[2] || '' }
  const path =
    /^res\.body\.?((?:[\w-]|\[\d+\]|\.)+)$/.exec(text)?.[1] ?? /^res\(['"]([\w.[\]-]+)['"]\)$/.exec(text)?.[1]
  return path === undefined
    ? null
    : { kind: 'json', path: path.replaceAll(/\[(\d+)\]/g, '.$1').replace(/^\./, '') }
}
