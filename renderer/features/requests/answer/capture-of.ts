import type { RequestAction, SetVariable } from '../../../../shared/model/request-action.ts'

/** An action that keeps the value at a JSON path, under a name that no other action of the request sets. */
export function captureOf(path: string, others: readonly RequestAction[]): SetVariable {
  const taken = new Set(others.map((action) => (action.kind === 'set-variable' ? action.variable : null)))
  const name = nameFrom(path)
  let variable = name
  for (let count = 2; taken.has(variable); count++) variable = `${name}_${count}`
  return {
    kind: 'set-variable',
    variable,
    part: { kind: 'json', path },
    isSecret: false,
    isEnabled: true,
    when: null,
    onFailure: 'go-on',
  }
}

// The last name in the path, made one that {{…}} can hold.
function nameFrom(path: string): string {
  const names = path.replace(/\[\d+\]/g, '').split(/[.[\]']+/)
  const last = names.findLast((name) => name !== '' && name !== '$') ?? 'value'
  const plain = last.replace(/\W+/g, '_')
  return /^[A-Za-z_]/.test(plain) ? plain : `_${plain}`
}
