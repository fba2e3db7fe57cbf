import { type Call, readText } from '../wire/call.ts'
import { refuse } from './image-answers.ts'

/** The body as an object or a list. Glance does not look at its media type here. */
export async function readJson(call: Call): Promise<Record<string, unknown> | unknown[]> {
  const text = call.hasBody ? await readText(call) : ''
  if (text === '') throw refuse(call, 400, 'Body expected in request.')
  const value = parse(text)
  if (value === undefined) throw refuse(call, 400, 'Malformed JSON in request body.')
  if (typeof value !== 'object' || value === null) {
    throw refuse(call, 400, 'Unexpected body type. Expected list/dict.')
  }
  return value as Record<string, unknown> | unknown[]
}

export async function readObject(call: Call): Promise<Record<string, unknown>> {
  const value = await readJson(call)
  if (Array.isArray(value)) throw refuse(call, 400, 'Unexpected body type. Expected list/dict.')
  return value
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
