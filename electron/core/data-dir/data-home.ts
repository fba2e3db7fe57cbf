import { join } from 'node:path'

export interface Place {
  readonly home: string
  readonly xdgDataHome: string | undefined
}

/**
 * Where the served shell keeps its data unless told otherwise (XDG Base Directory Specification: data that is the
 * user's, kept between runs; a relative path is not valid).
 */
export function dataHome({ home, xdgDataHome }: Place): string {
  const base = xdgDataHome?.startsWith('/') ? xdgDataHome : join(home, '.local', 'share')
  return join(base, 'arclight')
}
