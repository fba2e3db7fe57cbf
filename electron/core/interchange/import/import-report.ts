import type { ImportReport } from '../../../../shared/model/import.ts'
import type { ImportedFolder } from './imported.ts'
import type { ReadImport } from './move-secrets.ts'

/** What came in, flat and without secrets, for whoever asked for it. */
export function importReport({ imported, secrets, variableSecrets }: ReadImport): ImportReport {
  const { format, root, environments, cookies, notes } = imported
  const folders = foldersIn(root)
  const requests = requestsIn(root, [])
  const variables = [...environments, ...folders].reduce((sum, each) => sum + each.variables.length, 0)
  return {
    format,
    name: root.name,
    requests,
    counts: {
      folders: folders.length - 1,
      requests: requests.length,
      environments: environments.length,
      variables,
      secrets: secrets.size + variableSecrets.size,
      cookies: cookies.length,
    },
    environments: environments.map(({ name }) => name),
    notes: [...notes],
  }
}

/** The folder itself among them. */
function foldersIn(folder: ImportedFolder): ImportedFolder[] {
  return [folder, ...folder.items.flatMap((item) => (item.kind === 'folder' ? foldersIn(item.folder) : []))]
}

function requestsIn(folder: ImportedFolder, path: readonly string[]): ImportReport['requests'] {
  return folder.items.flatMap((item) =>
    item.kind === 'folder'
      ? requestsIn(item.folder, [...path, item.folder.name])
      : [{ folder: [...path], draft: item.draft }],
  )
}
