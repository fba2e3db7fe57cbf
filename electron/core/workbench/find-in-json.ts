import { compile, JSONPathError, type JSONValue } from 'json-p3'

import type { ActionOutcome, AnswerPart } from '../../../shared/model/request-action.ts'
import { type JsonPath, scanJson, textOfScalar } from '../history/scan-json.ts'
import { compare } from './compare.ts'

type JsonPart = Extract<AnswerPart, { kind: 'json' }>
type Found = { readonly text: string } | { readonly reason: ActionOutcome['reason'] }

/** A JSON answer, read once for all the paths into it. */
export class JsonAnswer {
  readonly #text: string
  readonly #value: JSONValue | undefined

  constructor(text: string) {
    this.#text = text
    this.#value = parse(text)
  }

  /**
   * The first value at a path (RFC 9535, or dotted), in a list the one that `find` looks for. A scalar is given as it is
   * written, so that no number is rounded; an object or a list as JSON.
   */
  find({ path, find }: JsonPart): Found {
    if (this.#value === undefined) return { reason: 'not-json' }
    try {
      const at = find ? this.#element(path, find) : this.#first(path, this.#value, [])
      if (!at || at.value === null) return { reason: 'path-missing' }
      return { text: this.#written(at) }
    } catch (error) {
      if (error instanceof JSONPathError) return { reason: 'path-invalid' }
      if (error instanceof PatternError) return { reason: 'pattern-invalid' }
      throw error
    }
  }

  #element(path: string, find: NonNullable<JsonPart['find']>): Place | null {
    const list = this.#value === undefined ? null : this.#first(path, this.#value, [])
    const elements = Array.isArray(list?.value) ? list.value : []
    for (const [index, element] of elements.entries()) {
      const at = [...(list?.path ?? []), index]
      const field = this.#first(find.field, element as JSONValue, at)
      if (!field || field.value === null) continue
      const isFound = compare(this.#written(field), find.comparison, find.value)
      if (isFound === null) throw new PatternError()
      if (isFound)
        return find.take === ''
          ? { value: element, path: at }
          : this.#first(find.take, element as JSONValue, at)
    }
    return null
  }

  #first(path: string, value: JSONValue, base: JsonPath): Place | null {
    if (!path.startsWith('$')) {
      const dotted = dottedPlace(path, value)
      return dotted && { ...dotted, path: [...base, ...dotted.path] }
    }
    const node = compile(path).match(value)
    return node ? { value: node.value, path: [...base, ...node.location] } : null
  }

  #written({ value, path }: Place): string {
    if (typeof value === 'object') return JSON.stringify(value)
    for (const scalar of scanJson(this.#text)) {
      const isHere =
        scalar.path.length === path.length && scalar.path.every((step, index) => step === path[index])
      if (isHere) return textOfScalar(scalar.source)
    }
    return typeof value === 'string' ? value : JSON.stringify(value)
  }
}

interface Place {
  readonly value: unknown
  readonly path: JsonPath
}

class PatternError extends Error {}

/** A key may have dots in it: the longest that is there is taken. */
function dottedPlace(path: string, value: unknown): Place | null {
  if (path === '') return { value, path: [] }
  const steps = path.split('.')
  for (let count = steps.length; count > 0; count -= 1) {
    const key = steps.slice(0, count).join('.')
    const inner = childOf(value, key)
    if (!inner) continue
    const found = dottedPlace(steps.slice(count).join('.'), inner.value)
    if (found) return { value: found.value, path: [inner.step, ...found.path] }
  }
  return null
}

function childOf(value: unknown, key: string): { value: unknown; step: string | number } | null {
  if (Array.isArray(value)) {
    const index = /^\d+$/.test(key) ? Number(key) : -1
    return index >= 0 && index < value.length ? { value: value[index], step: index } : null
  }
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return null
  return { value: (value as Record<string, unknown>)[key], step: key }
}

function parse(text: string): JSONValue | undefined {
  try {
    return JSON.parse(text) as JSONValue
  } catch {
    return undefined
  }
}
