import type { Comparison } from '../../../shared/model/request-action.ts'

/**
 * Whether a text of an answer compares so with a value. Two numbers compare as numbers, of any length; other texts
 * by their characters. Null when the value should be a pattern and is none.
 */
export function compare(text: string, comparison: Comparison, value: string): boolean | null {
  switch (comparison) {
    case 'equal':
      return order(text, value) === 0
    case 'not-equal':
      return order(text, value) !== 0
    case 'contains':
      return text.includes(value)
    case 'not-contains':
      return !text.includes(value)
    case 'matches':
      return patternOf(value)?.test(text) ?? null
    case 'greater':
      return order(text, value) > 0
    case 'greater-or-equal':
      return order(text, value) >= 0
    case 'less':
      return order(text, value) < 0
    case 'less-or-equal':
      return order(text, value) <= 0
    case 'exists':
      return true
    case 'not-exists':
      return false
  }
}

function order(a: string, b: string): number {
  if (isWhole(a) && isWhole(b)) return sign(BigInt(a), BigInt(b))
  if (isNumber(a) && isNumber(b)) return sign(Number(a), Number(b))
  return sign(a, b)
}

function sign<Value extends string | number | bigint>(a: Value, b: Value): number {
  if (a === b) return 0
  return a < b ? -1 : 1
}

function isWhole(text: string): boolean {
  return /^-?\d{1,1000}$/.test(text)
}

function isNumber(text: string): boolean {
  return /^-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?$/.test(text)
}

function patternOf(source: string): RegExp | null {
  try {
    return new RegExp(source)
  } catch {
    return null
  }
}
