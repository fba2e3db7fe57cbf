import { readFile } from 'node:fs/promises'
import { join } from 'node:path'

import * as z from 'zod'

import {
  type RequestTab,
  type RequestWorkspace,
  requestTab,
} from '../../../shared/model/request-workspace.ts'
import { requestDraft } from '../../../shared/model/request.ts'
import { upgradeDraft } from '../../../shared/model/upgrade-draft.ts'
import type { DamagedFiles } from '../data-dir/damaged-files.ts'
import { privateMode, writeDurably } from '../data-dir/write-durably.ts'
import { draftWithoutSecrets } from './draft-without-secrets.ts'

/** The open requests of the workbench, kept on disk without the secrets that were typed into them. */
export interface WorkspaceStore {
  read(): Promise<RequestWorkspace>
  /** The whole file is there afterwards, or the one before it. Throws DISK_FULL or FILE_UNWRITABLE. */
  save(workspace: RequestWorkspace): Promise<void>
}

const keptDraft = z.preprocess(upgradeDraft, requestDraft)
const keptTab = requestTab.extend({ original: keptDraft, draft: keptDraft })
const workspaceFile = z.object({ tabs: z.array(z.unknown()), activeId: z.string().nullable() })

interface WorkspaceParts {
  readonly dir: string
  readonly damaged: Pick<DamagedFiles, 'setAside'>
}

/**
 * Keeps `workspace.json`. What cannot be understood of it is set aside as `workspace.json.damaged-<time>`, and the rest
 * opens. A file that only a page held is no longer chosen.
 */
export function createWorkspaceStore({ dir, damaged }: WorkspaceParts): WorkspaceStore {
  const path = join(dir, 'workspace.json')
  return {
    async read() {
      const text = await readFile(path, 'utf8').catch(emptyIfMissing)
      if (text === '') return { tabs: [], activeId: null }
      const { data } = workspaceFile.safeParse(parseJson(text))
      if (!data) {
        damaged.setAside(path, null)
        return { tabs: [], activeId: null }
      }
      const read = data.tabs.map((tab) => keptTab.safeParse(tab).data)
      const tabs = read.filter((tab) => tab !== undefined).map(withoutLostFiles)
      const active = tabs.find(({ id }) => id === data.activeId) ?? tabs[0]
      const workspace = { tabs, activeId: active?.id ?? null }
      if (tabs.length < read.length) {
        damaged.setAside(path, read.length - tabs.length)
        await save(path, workspace)
      }
      return workspace
    },
    save: (workspace) => save(path, workspace),
  }
}

async function save(path: string, { tabs, activeId }: RequestWorkspace): Promise<void> {
  const kept = tabs.map((tab) => ({
    ...tab,
    original: draftWithoutSecrets(tab.original),
    draft: draftWithoutSecrets(tab.draft),
  }))
  await writeDurably(path, `${JSON.stringify({ tabs: kept, activeId })}\n`, privateMode)
}

function withoutLostFiles(tab: RequestTab): RequestTab {
  return { ...tab, original: withoutLostFile(tab.original), draft: withoutLostFile(tab.draft) }
}

function withoutLostFile(draft: RequestTab['draft']): RequestTab['draft'] {
  const { body } = draft
  return body.kind === 'file' && body.file?.heldBy === 'page'
    ? { ...draft, body: { ...body, file: null } }
    : draft
}

function emptyIfMissing(error: NodeJS.ErrnoException): string {
  if (error.code === 'ENOENT') return ''
  throw error
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
