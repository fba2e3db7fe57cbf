import type { RequestDraft } from '../../../../../shared/model/request.ts'
import type { AnswerPart, Comparison } from '../../../../../shared/model/request-action.ts'
import type { ImportContext } from '../import-context.ts'
import { variableName, withBraces } from '../variable-names.ts'
import type { ArcCondition, ArcOldAction, ArcRequest, ArcResponseAction, ArcSource } from './arc-schema.ts'

type RequestAction = RequestDraft['actions'][number]
type When = RequestAction['when']

const comparisons: ReadonlyMap<string, Comparison> = new Map([
  ['equal', 'equal'],
  ['not-equal', 'not-equal'],
  ['greater-than', 'greater'],
  ['greater-than-equal', 'greater-or-equal'],
  ['less-than', 'less'],
  ['less-than-equal', 'less-or-equal'],
  ['contains', 'contains'],
  ['regex', 'matches'],
])

/** What a request of ARC does with its answer. Cookies, and what is done before sending, are left out with a note. */
export function arcActions(request: ArcRequest, context: ImportContext): RequestAction[] {
  const before = request.requestActions.length + (request.actions?.request.length ?? 0)
  if (before > 0) context.note('action-left-out', 'request')
  return [
    ...(request.actions?.response ?? []).flatMap((action) => responseActions(action, context)),
    ...request.responseActions.flatMap((action) => oldActions(action, context)),
  ]
}

function responseActions(given: ArcResponseAction, context: ImportContext): RequestAction[] {
  const when = given.condition && whenOf(given.condition)
  if (when === undefined) context.note('action-left-out', given.condition?.source ?? '')
  if (when === undefined) return []
  return given.actions.flatMap(({ name, enabled, failOnError, config }): RequestAction[] => {
    const part = name === 'set-variable' && config?.source ? partOf(config.source) : null
    if (!part || !config || config.name === '') {
      context.note('action-left-out', name)
      return []
    }
    return [
      {
        kind: 'set-variable',
        variable: variableName(config.name),
        part,
        isSecret: /token|secret|password/i.test(config.name),
        isEnabled: given.enabled && enabled,
        when,
        onFailure: failOnError ? 'fail' : 'go-on',
      },
    ]
  })
}

/** Undefined for a condition that cannot be kept. */
function whenOf({ source, operator, predictedValue, path, alwaysPass }: ArcCondition): When | undefined {
  if (alwaysPass) return null
  const part = partAt(source, path ?? '')
  const comparison = comparisons.get(operator ?? 'equal')
  return part && comparison ? { part, comparison, value: withBraces(predictedValue) } : undefined
}

function partOf({ type, source, path, iteratorEnabled, iterator }: ArcSource): AnswerPart | null {
  if (type === 'request' || source === 'value') return null
  const part = partAt(source, path)
  const comparison = comparisons.get(iterator?.operator ?? '')
  if (part?.kind !== 'json' || !iteratorEnabled || !iterator || !comparison) return part
  // `items.*.id`: the list is before the star, and what is taken of the element behind it.
  const [, before = '', behind = ''] = /^(.*?)\.?\*\.?(.*)$/.exec(path) ?? [null, path, '']
  const find = { field: iterator.path, comparison, value: withBraces(iterator.condition), take: behind }
  return { kind: 'json', path: before === '' ? '$' : before, find }
}

function partAt(source: string, path: string): AnswerPart | null {
  if (source === 'status') return { kind: 'status' }
  if (source === 'headers') return path === '' ? null : { kind: 'header', name: path }
  if (source !== 'body') return null
  return path === '' ? { kind: 'body' } : { kind: 'json', path }
}

/** `response.headers.x-subject-token`, `response.body.token.id`, `response.status`. */
function oldActions(given: ArcOldAction, context: ImportContext): RequestAction[] {
  const part = partOfOldPath(given.source)
  const isVariable = /variable/.test(given.action)
  const conditions = given.conditions.filter(({ enabled }) => enabled)
  const [first, ...others] = conditions
  const when = first ? oldCondition(first) : null
  if (!part || !isVariable || when === undefined || given.destination === '') {
    context.note('action-left-out', given.action)
    return []
  }
  if (others.length > 0) context.note('action-left-out', others[0]?.source ?? '')
  const variable = variableName(given.destination)
  const isSecret = /token|secret|password/i.test(variable)
  return [
    { kind: 'set-variable', variable, part, isSecret, isEnabled: given.enabled, when, onFailure: 'go-on' },
  ]
}

function oldCondition({
  source,
  operator,
  condition,
  value,
}: ArcOldAction['conditions'][number]): When | undefined {
  const part = partOfOldPath(source)
  const comparison = comparisons.get(operator ?? condition)
  return part && comparison ? { part, comparison, value: withBraces(value || condition) } : undefined
}

function partOfOldPath(path: string): AnswerPart | null {
  const [, source = '', rest = ''] = /^response\.(\w+)\.?(.*)$/.exec(path) ?? []
  return partAt(source, rest)
}
