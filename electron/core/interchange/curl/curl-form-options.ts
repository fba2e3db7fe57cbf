import { shellQuoted } from './shell-quoted.ts'

/** A part of a form as it goes out. Without a content type, a text has none and a file is octet-stream. */
export type WrittenPart = { readonly name: string; readonly contentType: string | null } & (
  | { kind: 'text'; value: string }
  | { kind: 'file'; path: string; fileName: string | null }
)

/** `-F` for each part; `--form-string` where nothing has to be kept from being read as more than text. */
export function formOptions(parts: readonly WrittenPart[]): string[] {
  return parts.map((part) => {
    const type = part.contentType ?? (part.kind === 'file' ? 'application/octet-stream' : null)
    if (part.kind === 'text' && type === null)
      return `--form-string ${shellQuoted(`${part.name}=${part.value}`)}`
    const content = part.kind === 'text' ? quotedValue(part.value) : `@${quotedValue(part.path)}`
    const fileName =
      part.kind === 'file' && part.fileName !== null ? `;filename=${quotedValue(part.fileName)}` : ''
    return `-F ${shellQuoted(`${part.name}=${content};type=${type}${fileName}`)}`
  })
}

function quotedValue(text: string): string {
  return `"${text.replaceAll(/["\\]/g, '\\$&')}"`
}
