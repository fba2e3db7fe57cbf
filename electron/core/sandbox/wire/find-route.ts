import type { Answer } from './answer.ts'
import type { Call } from './call.ts'

/** One operation: `:name` in the pattern stands for one segment of the path. */
export interface Route<Context> {
  readonly method: string
  readonly pattern: string
  handle(call: Call, params: Readonly<Record<string, string>>, context: Context): Answer | Promise<Answer>
}

export type RouteMatch<Context> =
  | { kind: 'found'; route: Route<Context>; params: Record<string, string> }
  /** The path is known, the method is not. */
  | { kind: 'other-method'; allowed: string[] }
  | { kind: 'unknown' }

export function findRoute<Context>(
  routes: readonly Route<Context>[],
  method: string,
  path: string,
): RouteMatch<Context> {
  const allowed: string[] = []
  for (const route of routes) {
    const params = matchPath(route.pattern, path)
    if (params === null) continue
    if (route.method === method) return { kind: 'found', route, params }
    allowed.push(route.method)
  }
  return allowed.length > 0 ? { kind: 'other-method', allowed } : { kind: 'unknown' }
}

function matchPath(pattern: string, path: string): Record<string, string> | null {
  const wanted = pattern.split('/')
  const given = decode(path).split('/')
  if (wanted.length !== given.length) return null
  const params: Record<string, string> = {}
  for (const [index, segment] of wanted.entries()) {
    const value = given[index] ?? ''
    if (!segment.startsWith(':')) {
      if (segment !== value) return null
      continue
    }
    if (value === '') return null
    params[segment.slice(1)] = value
  }
  return params
}

/** As a WSGI server hands it on: decoded before it is taken apart, each octet one character (PEP 3333). */
function decode(path: string): string {
  return path.replaceAll(/%([0-9a-f]{2})/gi, (_whole, hex: string) =>
    String.fromCharCode(Number.parseInt(hex, 16)),
  )
}
