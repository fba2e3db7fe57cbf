import type { ExchangeRecord } from '../../shared/model/exchange.ts'

/** What to call the answer of an exchange on a disk: the end of its path, and what its content type is usually called. */
export function saveNameOf({
  url,
  responseHeaders,
}: Pick<ExchangeRecord, 'url' | 'responseHeaders'>): string {
  const path = url.replace(/[?#].*$/, '').replace(/^[^/]*\/\/[^/]*/, '')
  const last = path.split('/').findLast((segment) => segment !== '') ?? 'answer'
  const name = last.replace(/[^\w.-]+/g, '_').replace(/^\.+/, '') || 'answer'
  const extension = extensionOf(contentTypeOf(responseHeaders))
  return name.endsWith(extension) ? name : name + extension
}

/** The media type of an answer without its parameters, in lower case; empty when none was named. */
export function contentTypeOf(headers: ExchangeRecord['responseHeaders']): string {
  const header = headers.find(([name]) => name.toLowerCase() === 'content-type')
  return (header?.[1] ?? '').split(';')[0]!.trim().toLowerCase()
}

function extensionOf(contentType: string): string {
  if (/[/+]json$/.test(contentType)) return '.json'
  return extensions[contentType] ?? ''
}

const extensions: Readonly<Record<string, string>> = {
  'text/html': '.html',
  'text/plain': '.txt',
  'application/xml': '.xml',
  'application/octet-stream': '.bin',
}
