import type { MetadefNamespace, MetadefProperty } from '../../../../shared/model/image-service.ts'

export type PropertyProblem =
  | { code: 'notChosen'; choices: string }
  | { code: 'notNumber' | 'notBoolean' }
  | { code: 'tooSmall' | 'tooLarge' | 'tooShort' | 'tooLong'; limit: number }
  | { code: 'patternDiffers'; pattern: string }

/** The properties of the cloud's catalogue, by the name that they have on an image. */
export function definitionsOf(namespaces: readonly MetadefNamespace[]): ReadonlyMap<string, MetadefProperty> {
  return new Map(
    namespaces.flatMap(({ properties }) => properties.map((property) => [property.name, property])),
  )
}

/** What the catalogue would not allow; the cloud itself takes any text, and machines stumble over it later. */
export function checkProperty(
  value: string,
  definition: MetadefProperty | undefined,
): PropertyProblem | null {
  if (!definition || isOperator(value, definition)) return null
  const { type, choices } = definition
  if (choices.length > 0 && type !== 'array' && !choices.includes(value)) {
    return { code: 'notChosen', choices: choices.join(', ') }
  }
  if (type === 'boolean') return isBoolean(value) ? null : { code: 'notBoolean' }
  if (type === 'integer' || type === 'number') return checkNumber(value, definition)
  return checkText(value, definition)
}

function checkNumber(value: string, { type, minimum, maximum }: MetadefProperty): PropertyProblem | null {
  const amount = value.trim() === '' ? Number.NaN : Number(value)
  if (!Number.isFinite(amount) || (type === 'integer' && !Number.isInteger(amount)))
    return { code: 'notNumber' }
  if (minimum !== null && amount < minimum) return { code: 'tooSmall', limit: minimum }
  return maximum !== null && amount > maximum ? { code: 'tooLarge', limit: maximum } : null
}

function checkText(
  value: string,
  { minLength, maxLength, pattern }: MetadefProperty,
): PropertyProblem | null {
  if (minLength !== null && value.length < minLength) return { code: 'tooShort', limit: minLength }
  if (maxLength !== null && value.length > maxLength) return { code: 'tooLong', limit: maxLength }
  const expression = pattern === null ? null : compiled(pattern)
  return expression && !expression.test(value) ? { code: 'patternDiffers', pattern: expression.source } : null
}

/** A catalogue is written for Python; a pattern that means nothing here checks nothing. */
function compiled(pattern: string): RegExp | null {
  try {
    return new RegExp(pattern)
  } catch {
    return null
  }
}

/** "<in> a b": compared by the scheduler, so the value is no plain one. */
function isOperator(value: string, { operators }: MetadefProperty): boolean {
  return operators.some((operator) => value.startsWith(`${operator} `))
}

function isBoolean(value: string): boolean {
  return /^(?:true|false)$/i.test(value)
}
