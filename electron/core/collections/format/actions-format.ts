import * as z from 'zod'

import {
  type AnswerPart,
  type Comparison,
  type RequestAction,
  requestAction,
} from '../../../../shared/model/request-action.ts'
import { switchData } from './pairs-format.ts'
import type { FileData, FileObject } from './yaml-text.ts'

const assertionInFile = z.object({
  expression: z.string(),
  operator: z.string(),
  value: z.union([z.string(), z.number().transform(String), z.boolean().transform(String)]).default(''),
  disabled: z.boolean().default(false),
})
const setVariableInFile = z.object({
  type: z.literal('set-variable'),
  phase: z.literal('after-response'),
  selector: z.object({ expression: z.string() }),
  variable: z.object({ name: z.string() }),
  disabled: z.boolean().default(false),
})

const operators = {
  equal: 'eq',
  'not-equal': 'neq',
  contains: 'contains',
  'not-contains': 'notContains',
  matches: 'matches',
  greater: 'gt',
  'greater-or-equal': 'gte',
  less: 'lt',
  'less-or-equal': 'lte',
  exists: 'isDefined',
  'not-exists': 'isUndefined',
} as const satisfies Record<Comparison, string>

export interface ActionsInFile {
  readonly actions: RequestAction[]
  /** Entries that are kept as they are: what they ask for cannot be done here. */
  readonly unknown: { readonly assertions: FileData[]; readonly actions: FileData[] }
}

/** The actions of a file: those in the words of the format first. */
export function actionsOf(assertions: unknown[], actions: unknown[], extension: unknown[]): ActionsInFile {
  const claims = assertions.map((entry) => [entry, claimOf(entry)] as const)
  const variables = actions.map((entry) => [entry, setVariableOf(entry)] as const)
  const own = extension.map((entry) => requestAction.parse(entry))
  return {
    actions: [...claims, ...variables].flatMap(([, action]) => action ?? []).concat(own),
    unknown: { assertions: unknownOf(claims), actions: unknownOf(variables) },
  }
}

function unknownOf(read: readonly (readonly [unknown, RequestAction | null])[]): FileData[] {
  return read.filter(([, action]) => !action).map(([entry]) => entry as FileData)
}

export interface ActionsData {
  readonly assertions: FileObject[]
  readonly actions: FileObject[]
  readonly extension: FileObject[]
}

/** Each action in the words of the format where it has them all. */
export function actionsData(actions: readonly RequestAction[]): ActionsData {
  const data: ActionsData = { assertions: [], actions: [], extension: [] }
  for (const action of actions) {
    const words = action.when === null ? inWords(action) : null
    if (!words) data.extension.push(withoutDefaults(action))
    else if (action.kind === 'assert') data.assertions.push(words)
    else data.actions.push(words)
  }
  return data
}

function inWords(action: RequestAction): FileObject | null {
  const part = action.kind === 'assert' ? action.claim.part : action.part
  const expression = expressionOf(part)
  if (expression === null) return null
  const disabled = switchData(action.isEnabled)
  if (action.kind === 'assert') {
    if (action.onFailure !== 'fail') return null
    const { comparison, value } = action.claim
    const isUnary = comparison === 'exists' || comparison === 'not-exists'
    if (isUnary && value !== '') return null
    return { expression, operator: operators[comparison], value: isUnary ? undefined : value, ...disabled }
  }
  if (action.isSecret || action.onFailure !== 'go-on' || part.kind === 'status' || part.kind === 'time')
    return null
  return {
    type: 'set-variable',
    phase: 'after-response',
    selector: { expression, method: 'jsonq' },
    variable: { name: action.variable, scope: 'runtime' },
    ...disabled,
  }
}

function claimOf(entry: unknown): RequestAction | null {
  const { data } = assertionInFile.safeParse(entry)
  const part = data && partOf(data.expression)
  const comparison = data && comparisonOf(data.operator)
  if (!data || !part || !comparison) return null
  const claim = { part, comparison, value: data.value }
  return { kind: 'assert', claim, isEnabled: !data.disabled, when: null, onFailure: 'fail' }
}

function setVariableOf(entry: unknown): RequestAction | null {
  const { data } = setVariableInFile.safeParse(entry)
  const part = data && partOf(data.selector.expression)
  if (!data || !part) return null
  const always = { isSecret: false, isEnabled: !data.disabled, when: null, onFailure: 'go-on' } as const
  return { kind: 'set-variable', variable: data.variable.name, part, ...always }
}

function comparisonOf(operator: string): Comparison | null {
  const found = Object.entries(operators).find(([, word]) => word === operator)
  return found ? (found[0] as Comparison) : null
}

const simplePath = /^\$(?:\.[A-Za-z_$][\w$]*|\[\d+\])+$/

/** Null for a part that the format has no expression for. */
function expressionOf(part: AnswerPart): string | null {
  switch (part.kind) {
    case 'status':
      return 'res.status'
    case 'time':
      return 'res.responseTime'
    case 'header':
      return /^[\w-]+$/.test(part.name) ? `res.headers['${part.name.toLowerCase()}']` : null
    case 'json':
      return !part.find && simplePath.test(part.path) ? `res.body${part.path.slice(1)}` : null
    case 'body':
      return null
  }
}

function partOf(expression: string): AnswerPart | null {
  if (expression === 'res.status') return { kind: 'status' }
  if (expression === 'res.responseTime') return { kind: 'time' }
  const [, quoted, plain] = /^res\.headers(?:\[['"]([\w-]+)['"]\]|\.(\w+))$/.exec(expression) ?? []
  const name = quoted ?? plain
  if (name !== undefined) return { kind: 'header', name }
  const path = expression.startsWith('res.body') ? `$${expression.slice('res.body'.length)}` : ''
  return simplePath.test(path) ? { kind: 'json', path } : null
}

function withoutDefaults(action: RequestAction): FileObject {
  const { isEnabled, when, onFailure, ...rest } = action
  const { isSecret, ...plain } = { isSecret: false, ...rest }
  return {
    ...plain,
    isSecret: isSecret || undefined,
    isEnabled: isEnabled ? undefined : false,
    when: when ?? undefined,
    onFailure: onFailure === 'fail' ? 'fail' : undefined,
  }
}
