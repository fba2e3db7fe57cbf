import type { JSONValue } from 'json-p3'

import { type JsonMember, membersOf, rootOf } from './json-members.ts'
import { decode } from './read-line.ts'

/** What a JSON path picked out of a body. */
export type Filtered =
  | {
      readonly state: 'found'
      readonly count: number
      /** The values, exactly as they came, as a JSON array; the first of them when they are many. */
      readonly text: string
      readonly shown: number
    }
  | { readonly state: 'invalid'; readonly detail: string }
  | { readonly state: 'not-json' | 'too-large' }

/** A path needs the body parsed, which takes several times its size. */
const mostBytes = 32 * 1024 * 1024
const mostShown = 1_000
const mostShownBytes = 512 * 1024

/**
 * Applies an RFC 9535 path. The values that it finds are cut out of the bytes, so that a number beyond 2^53 is shown as
 * it came; a comparison inside the path sees it as JavaScript does.
 */
export async function filterJson(bytes: Uint8Array, path: string): Promise<Filtered> {
  if (bytes.length > mostBytes) return { state: 'too-large' }
  const jsonPath = await import('json-p3')
  let query
  try {
    query = jsonPath.compile(path)
  } catch (error) {
    return { state: 'invalid', detail: error instanceof Error ? error.message : '' }
  }
  const value = parse(decode(bytes, 0, bytes.length))
  if (value === undefined) return { state: 'not-json' }
  const places = placesIn(bytes)
  const pieces: string[] = []
  let count = 0
  let length = 0
  try {
    for (const { location } of query.lazyQuery(value)) {
      count++
      if (count > mostShown || length > mostShownBytes) continue
      const place = places(location)
      if (!place) continue
      const piece = decode(bytes, place.start, place.end)
      length += piece.length
      pieces.push(piece)
    }
  } catch (error) {
    return { state: 'invalid', detail: error instanceof Error ? error.message : '' }
  }
  return { state: 'found', count, text: `[${pieces.join(',')}]`, shown: pieces.length }
}

function parse(text: string): JSONValue | undefined {
  try {
    return JSON.parse(text) as JSONValue
  } catch {
    return undefined
  }
}

/** Finds where values lie. Members of a container are listed once, however many of them are asked for. */
function placesIn(bytes: Uint8Array): (location: readonly (string | number)[]) => JsonMember | undefined {
  const root = rootOf(bytes)
  const known = new Map<number, Map<string | number, JsonMember>>()
  return (location) => {
    let place: JsonMember | undefined = root ?? undefined
    for (const key of location) {
      if (!place) return undefined
      let members = known.get(place.start)
      if (!members) {
        // Of repeated names the last one counts, as in JSON.parse.
        members = new Map(Array.from(membersOf(bytes, place.start), (member) => [member.key, member]))
        known.set(place.start, members)
      }
      place = members.get(key)
    }
    return place
  }
}
