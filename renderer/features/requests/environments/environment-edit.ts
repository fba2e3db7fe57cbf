import type { Client } from '../../../lib/api.ts'
import {
  definitionsOf,
  type EditedVariable,
  secretChanges,
  variableFaults,
} from '../definitions/edited-variable.ts'

/** An environment as it is being written. */
export interface EnvironmentEdit {
  /** Null for one that is not there yet. */
  readonly id: string | null
  readonly collectionId: string
  /** Of which it is a copy; what is secret there comes along when it is written. */
  readonly copyOf?: string | undefined
  readonly name: string
  readonly nameBefore: string
  readonly before: readonly EditedVariable[]
  readonly variables: readonly EditedVariable[]
}

export function isChanged({ id, name, nameBefore, before, variables }: EnvironmentEdit): boolean {
  return id === null || name.trim() !== nameBefore || JSON.stringify(before) !== JSON.stringify(variables)
}

/** Whether it can be written as it is. `taken`: the names that other environments of its collection have. */
export function isWhole({ name, variables }: EnvironmentEdit, taken: readonly string[]): boolean {
  return name.trim() !== '' && !isTaken(name, taken) && variableFaults(variables).size === 0
}

/** A file system may not tell capitals from small letters. */
export function isTaken(name: string, taken: readonly string[]): boolean {
  return taken.some((other) => other.toLowerCase() === name.trim().toLowerCase())
}

/** Writes it, and after it the secrets, so that none is kept for an environment that could not be written. */
export async function keepEnvironment(client: Client, edit: EnvironmentEdit): Promise<string> {
  const { collectionId, before, variables } = edit
  const name = edit.name.trim()
  const environment = { name, variables: definitionsOf(variables) }
  if (edit.copyOf !== undefined) await client.collections.duplicateEnvironment({ id: edit.copyOf, name })
  if (edit.id !== null && name !== edit.nameBefore)
    await client.collections.renameEnvironment({ id: edit.id, name })
  const { id } = await client.collections.saveEnvironment({ collectionId, environment })
  for (const change of secretChanges(before, variables))
    await client.collections.setSecret({ placeId: id, ...change })
  return id
}
