/** Whether a pasted text is a cURL command, with or without the prompt it was copied with. */
export function isCurlLine(text: string): boolean {
  return /^\s*(?:[$#%>]\s+)?curl(?:\.exe)?\s/.test(text)
}

export function withoutPrompt(text: string): string {
  return text.replace(/^\s*(?:[$#%>]\s+)?/, '')
}
