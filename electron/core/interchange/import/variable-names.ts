/** A name as `{{…}}` takes it: what else stands in it becomes an underscore. */
export function variableName(name: string): string {
  const plain = name.trim().replaceAll(/[^\w.-]/g, '_')
  return /^[A-Za-z_]/.test(plain) ? plain : `_${plain}`
}

/** Names of other programs for what is made anew for each request. */
const dynamic: ReadonlyMap<string, string> = new Map([
  ['$guid', '$uuid'],
  ['$randomUUID', '$uuid'],
  ['$uuid', '$uuid'],
  ['$timestamp', '$timestamp'],
  ['$isoTimestamp', '$isoTimestamp'],
  ['$randomInt', '$randomInt'],
])

/** `{{name}}` of Postman, Insomnia (`{{ _.name }}`) and Bruno (`{{process.env.NAME}}`) in Arclight's spelling. */
export function withPlainNames(value: string): string {
  return value.replace(/\{\{\s*([^{}]{1,200}?)\s*\}\}/g, (_, name: string) => {
    const known = dynamic.get(name)
    if (known) return `{{${known}}}`
    return `{{${variableName(name.replace(/^(?:_\.|process\.env\.)/, ''))}}}`
  })
}

/** `${name}` of ARC. */
export function withBraces(value: string): string {
  return value.replace(/\$\{\s*([^{}]{1,200}?)\s*\}/g, (_, name: string) => `{{${variableName(name)}}}`)
}
