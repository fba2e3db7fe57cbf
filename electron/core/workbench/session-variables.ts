/** A value that `{{name}}` stands for. */
export interface HeldValue {
  readonly value: string
  readonly isSecret: boolean
  readonly origin: 'captured' | 'set'
}

/**
 * What was set by hand and taken out of answers, in memory for as long as the process lives. A captured value
 * belongs to the cloud that it came from; the younger of the two wins.
 */
export class SessionVariables {
  readonly #set = new Map<string, HeldValue>()
  readonly #captured = new Map<string | null, Map<string, HeldValue>>()

  /** A null value takes the name away, wherever it was captured. */
  set(name: string, value: string | null, isSecret: boolean): void {
    for (const captured of this.#captured.values()) captured.delete(name)
    if (value === null) this.#set.delete(name)
    else this.#set.set(name, { value, isSecret, origin: 'set' })
  }

  capture(cloudId: string | null, name: string, value: { value: string; isSecret: boolean }): void {
    const captured = this.#captured.get(cloudId) ?? new Map<string, HeldValue>()
    captured.set(name, { ...value, origin: 'captured' })
    this.#captured.set(cloudId, captured)
  }

  all(cloudId: string | null): Map<string, HeldValue> {
    return new Map([...this.#set, ...(this.#captured.get(cloudId) ?? [])])
  }
}
