/**
 * Whether a pasted text is a cURL command, with or without the prompt it was copied with, or lines of
 * `openstack --debug`.
 */
export function isCurlLine(text: string): boolean {
  return /^\s*(?:[^\n'"{}]*[$#%>]\s*)?curl(?:\.exe)?\s/.test(text) || /\bREQ: curl -/.test(text)
}
