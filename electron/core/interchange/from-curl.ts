import { homedir } from 'node:os'

import { AppError } from '../../../shared/errors.ts'
import type { FileHandle } from '../../../shared/model/file-handle.ts'
import { newDraft } from '../../../shared/model/new-draft.ts'
import type { CurlNotice, RequestDraft } from '../../../shared/model/request.ts'
import type { FileRegistry } from '../files/file-registry.ts'
import { type ParsedCurl, parseCurl } from './parse-curl.ts'

/**
 * Makes a draft of a cURL command. A file that it names is taken in; one that cannot be read is left to be chosen,
 * with a notice. Throws CURL_INVALID.
 */
export async function fromCurl(
  command: string,
  files: Pick<FileRegistry, 'addPath'>,
  signal: AbortSignal,
): Promise<{ draft: RequestDraft; notices: CurlNotice[] }> {
  const { method, url, headers, body, notices } = parseCurl(command)
  const file = body.kind === 'file' ? await chosenFile(body, files, signal) : null
  const isMissing = body.kind === 'file' && !file
  return {
    draft: {
      ...newDraft,
      name: `${method} ${pathOf(url)}`,
      method,
      url,
      headers: headers.map(([name, value]) => ({ name, value, isEnabled: true })),
      body: body.kind === 'file' ? { kind: 'file', file } : body,
    },
    notices: isMissing ? [...notices, { option: body.path ?? '-', kind: 'file-missing' }] : [...notices],
  }
}

async function chosenFile(
  { path }: Extract<ParsedCurl['body'], { kind: 'file' }>,
  files: Pick<FileRegistry, 'addPath'>,
  signal: AbortSignal,
): Promise<FileHandle | null> {
  if (path === null || path === '') return null
  try {
    return await files.addPath(path.replace(/^~(?=\/)/, homedir()), signal)
  } catch (error) {
    if (error instanceof AppError) return null
    throw error
  }
}

function pathOf(url: string): string {
  const withoutOrigin = url.replace(/^(?:[a-z][\w+.-]*:\/\/[^/?#]*|\{\{[\w.-]+\}\})/i, '')
  return withoutOrigin.replace(/[?#].*$/s, '') || '/'
}
