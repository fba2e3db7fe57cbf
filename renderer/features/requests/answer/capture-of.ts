import type { AnswerPart, RequestAction, SetVariable } from '../../../../shared/model/request-action.ts'
import { isSecretName } from '../../../../shared/model/typed-secret.ts'

/** A value of the body by its JSON path, or a header by its name. */
export type CapturedPart = Extract<AnswerPart, { kind: 'json' | 'header' }>

/** An action that keeps a part of an answer, under a name that no other action of the request sets. */
export function captureOf(part: CapturedPart, others: readonly RequestAction[]): SetVariable {
  const taken = new Set(others.map((action) => (action.kind === 'set-variable' ? action.variable : null)))
  const name = part.kind === 'header' ? plain(part.name.toLowerCase()) : nameFrom(part.path)
  let variable = name
  for (let count = 2; taken.has(variable); count++) variable = `${name}_${count}`
  return {
    kind: 'set-variable',
    variable,
    part,
    // What the app does not show of an answer is not shown of a variable.
    isSecret: part.kind === 'header' && isSecretName(part.name),
    isEnabled: true,
    when: null,
    onFailure: 'go-on',
  }
}

// The last name in the path, made one that {{…}} can hold.
function nameFrom(path: string): string {
  const names = path.replace(/\[\d+\]/g, '').split(/[.[\]']+/)
  const last = names.findLast((name) => name !== '' && name !== '$') ?? 'value'
  return plain(last)
}

function plain(name: string): string {
  const written = name.replace(/\W+/g, '_')
  return /^[A-Za-z_]/.test(written) ? written : `_${written}`
}
