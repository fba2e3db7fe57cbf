export interface Resolvers<Value> {
  readonly promise: Promise<Value>
  resolve(value: Value): void
  reject(error: unknown): void
}

/** A promise to be settled from outside. Nobody has to wait for it: its rejection is never unhandled. */
export function resolvers<Value>(): Resolvers<Value> {
  let settle: Omit<Resolvers<Value>, 'promise'> | undefined
  const promise = new Promise<Value>((resolve, reject) => {
    settle = { resolve, reject }
  })
  promise.catch(() => {})
  return { promise, ...settle! }
}
