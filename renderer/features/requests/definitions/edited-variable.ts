import type { VariableDefinition } from '../../../../shared/model/variable-definition.ts'

/** A variable as it is being written. */
export interface EditedVariable extends VariableDefinition {
  /** The value to keep for a secret one; null forgets the kept one, undefined leaves it. */
  readonly newSecret?: string | null | undefined
}

export type VariableFault = 'name' | 'twice'

export const blankVariable: EditedVariable = { name: '', value: '', isSecret: false, isEnabled: true }

/** What is wrong with each variable that cannot be kept so, by its place in the list. */
export function variableFaults(variables: readonly EditedVariable[]): ReadonlyMap<number, VariableFault> {
  const faults = new Map<number, VariableFault>()
  const names = new Set<string>()
  for (const [index, variable] of variables.entries()) {
    if (isBlank(variable)) continue
    const { name } = variable
    if (!/^[A-Za-z_][\w.-]*$/.test(name)) faults.set(index, 'name')
    else if (names.has(name)) faults.set(index, 'twice')
    names.add(name)
  }
  return faults
}

/** The variable as a secret, or as one that is not. What was typed goes along; what is kept cannot be read back. */
export function withSecrecy(variable: EditedVariable, isSecret: boolean): EditedVariable {
  const { value, newSecret, ...rest } = variable
  if (!isSecret) return { ...rest, isSecret, value: newSecret ?? '' }
  return { ...rest, isSecret, value: '', ...(value === '' ? {} : { newSecret: value }) }
}

/** As it is written down: without secrets and without lines left blank. */
export function definitionsOf(variables: readonly EditedVariable[]): VariableDefinition[] {
  return variables
    .filter((variable) => !isBlank(variable))
    .map(({ name, value, isSecret, isEnabled, description }) => ({
      name,
      value,
      isSecret,
      isEnabled,
      ...(description === undefined ? {} : { description }),
    }))
}

export interface SecretChange {
  readonly name: string
  readonly value: string | null
}

/** Which secret values are to be kept or forgotten once the variables that were `before` are these. */
export function secretChanges(
  before: readonly VariableDefinition[],
  variables: readonly EditedVariable[],
): SecretChange[] {
  const secret = new Set(variables.filter(({ isSecret }) => isSecret).map(({ name }) => name))
  const gone = before.filter(({ name, isSecret }) => isSecret && !secret.has(name))
  const changed = variables.filter(({ isSecret, newSecret }) => isSecret && newSecret !== undefined)
  return [
    ...gone.map(({ name }) => ({ name, value: null })),
    ...changed.map(({ name, newSecret }) => ({ name, value: newSecret ?? null })),
  ]
}

function isBlank({ name, value, newSecret, description }: EditedVariable): boolean {
  return name === '' && value === '' && !newSecret && !description
}
