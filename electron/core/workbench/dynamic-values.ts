import { randomInt, randomUUID } from 'node:crypto'

const makers: Readonly<Record<string, (nowMs: number) => string>> = {
  $uuid: () => randomUUID(),
  $isoTimestamp: (nowMs) => new Date(nowMs).toISOString(),
  /** Seconds, as Unix counts them. */
  $timestamp: (nowMs) => String(Math.floor(nowMs / 1000)),
  $randomInt: () => String(randomInt(1001)),
}

export const dynamicNames: readonly string[] = Object.keys(makers)

/** A value made anew, the same wherever one request uses the name. Null for a name that makes none. */
export function dynamicValue(name: string, nowMs: number): string | null {
  return Object.hasOwn(makers, name) ? (makers[name]?.(nowMs) ?? null) : null
}
