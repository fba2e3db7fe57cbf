import type { DraftPair, RequestDraft } from '../../../../shared/model/request.ts'
import type { FileRegistry } from '../../files/file-registry.ts'
import { effectiveAuth } from '../../workbench/auth/auth-texts.ts'
import { writtenForCurl } from '../../workbench/copy-as-curl.ts'
import { toCurl } from '../curl/to-curl.ts'
import type { ImportedFolder } from '../import/imported.ts'

interface Above {
  readonly path: readonly string[]
  readonly headers: readonly DraftPair[]
  readonly auth: RequestDraft['auth']
}

/** One command for each request, with what its folders give it, under its name. Names of variables stay. */
export function toCurlScript(root: ImportedFolder, files: Pick<FileRegistry, 'find'>): string {
  return `#!/bin/sh\n${commandsIn(root, { path: [], headers: [], auth: { kind: 'none' } }, files).join('')}`
}

function commandsIn(folder: ImportedFolder, above: Above, files: Pick<FileRegistry, 'find'>): string[] {
  const auth = effectiveAuth(folder.auth, above.auth)
  const own = new Set(folder.headers.map(({ name }) => name.toLowerCase()))
  const headers = [...above.headers.filter(({ name }) => !own.has(name.toLowerCase())), ...folder.headers]
  return folder.items.flatMap((item) => {
    if (item.kind === 'folder') {
      const { folder: inner } = item
      return commandsIn(inner, { path: [...above.path, inner.name], headers, auth }, files)
    }
    const title = [...above.path, item.draft.name].join(' / ').replaceAll(/\s+/g, ' ')
    return [`\n# ${title}\n${toCurl(writtenForCurl(item.draft, { headers, auth }, files))}\n`]
  })
}
