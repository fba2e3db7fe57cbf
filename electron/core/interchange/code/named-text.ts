/** A piece of a text: as it is, or what a variable of the environment holds. */
export type TextPart = { readonly text: string } | { readonly variable: string }

/** A text at its `{{names}}`. */
export function textParts(text: string): TextPart[] {
  return text
    .split(/\{\{(\$?[A-Za-z_][\w.-]*)\}\}/)
    .map((part, index) => (index % 2 === 1 ? { variable: variableFor(part) } : { text: part }))
    .filter((part) => !('text' in part) || part.text !== '')
}

/** The variable of the environment that holds what a name stands for; tokens where OpenStack's own tools look. */
export function variableFor(name: string): string {
  if (name === 'token' || name === 'cloud.token') return 'OS_TOKEN'
  return name.replace(/^\$/, '').replaceAll(/\W/g, '_').toUpperCase()
}
