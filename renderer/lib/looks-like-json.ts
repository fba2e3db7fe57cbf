/** Whether a text is meant as JSON, going by how it begins: content types of bodies are often wrong. */
export function looksLikeJson(text: string): boolean {
  return /^\s*[[{]/.test(text)
}
