import { createHash, randomUUID } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'

import * as z from 'zod'

import {
  type KeptTab,
  type RequestTab,
  type RequestWorkspace,
  requestTab,
  type WorkspaceChange,
  type WorkspaceSaved,
} from '../../../shared/model/request-workspace.ts'
import { requestDraft } from '../../../shared/model/request.ts'
import { upgradeDraft } from '../../../shared/model/upgrade-draft.ts'
import type { DamagedFiles } from '../data-dir/damaged-files.ts'
import { firstVersion } from '../data-dir/file-version.ts'
import { parseAs } from '../data-dir/parse-as.ts'
import { privateMode, writeDurably } from '../data-dir/write-durably.ts'
import { changeWorkspace } from './change-workspace.ts'
import { draftWithoutSecrets } from './draft-without-secrets.ts'

/** The open requests of the workbench, kept on disk without the secrets that were typed into them. */
export interface WorkspaceStore {
  read(): Promise<RequestWorkspace>
  /**
   * Takes in what one window changed; what another one changed meanwhile stays beside it. The whole file is there
   * afterwards, or the one before it. Throws DISK_FULL or FILE_UNWRITABLE.
   */
  save(change: WorkspaceChange): Promise<WorkspaceSaved>
}

const keptDraft = z.preprocess(upgradeDraft, requestDraft)
const tabInFile = requestTab.extend({ original: keptDraft, draft: keptDraft })
const workspaceFile = z.object({
  version: firstVersion,
  tabs: z.array(z.unknown()),
  activeId: z.string().nullable(),
  environmentId: z.string().nullable().default(null),
})

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
  let held: RequestWorkspace | null = null
  /** Which window wrote a tab last. */
  const writers = new Map<string, string>()
  let last: Promise<unknown> = Promise.resolve()
  /** One after the other: each begins with what the one before it left. */
  const inTurn = async <Result>(run: () => Promise<Result>): Promise<Result> => {
    const turn = last.then(run, run)
    last = turn
    return await turn
  }

  return {
    read: () =>
      inTurn(async () => {
        held ??= await readWorkspace(path, damaged)
        return { ...held, tabs: held.tabs.map(withoutLostFiles) }
      }),
    save: (change) =>
      inTurn(async () => {
        held ??= await readWorkspace(path, damaged)
        const { windowId, changed } = change
        const isOwn = (tabId: string) => writers.get(tabId) === windowId
        const { workspace, saved } = changeWorkspace(held, { ...stripped(change), isOwn }, randomUUID)
        await write(path, workspace)
        held = workspace
        for (const { id } of changed) writers.set(id, windowId)
        return saved
      }),
  }
}

async function readWorkspace(
  path: string,
  damaged: Pick<DamagedFiles, 'setAside'>,
): Promise<RequestWorkspace> {
  const nothing = { tabs: [], activeId: null, environmentId: null }
  const text = await readFile(path, 'utf8').catch(emptyIfMissing)
  if (text === '') return nothing
  const data = parseAs(workspaceFile, text)
  if (!data) {
    damaged.setAside(path, null)
    return nothing
  }
  const read = data.tabs.map((tab) => tabInFile.safeParse(tab).data)
  const tabs = read.filter((tab) => tab !== undefined).map(withRevision)
  const active = tabs.find(({ id }) => id === data.activeId) ?? tabs[0]
  const workspace = { tabs, activeId: active?.id ?? null, environmentId: data.environmentId }
  if (tabs.length < read.length) {
    damaged.setAside(path, read.length - tabs.length)
    await write(path, workspace)
  }
  return workspace
}

async function write(path: string, { tabs, ...open }: RequestWorkspace): Promise<void> {
  const kept = tabs.map(({ revision: _revision, ...tab }) => tab)
  await writeDurably(path, `${JSON.stringify({ version: 1, tabs: kept, ...open })}\n`, privateMode)
}

/** The change as it may be kept, each tab with the revision that it gets. */
function stripped({ changed, ...change }: WorkspaceChange) {
  return {
    ...change,
    changed: changed.map(({ revision: before, ...tab }) => ({
      before,
      tab: withRevision({
        ...tab,
        original: draftWithoutSecrets(tab.original),
        draft: draftWithoutSecrets(tab.draft),
      }),
    })),
  }
}

/** By content, so that it is the same after a restart. */
function withRevision(tab: RequestTab): KeptTab {
  const { sourceId, original, draft } = tab
  const hash = createHash('sha256').update(JSON.stringify([sourceId, original, draft]))
  return { ...tab, revision: hash.digest('base64url').slice(0, 22) }
}

function withoutLostFiles<Tab extends RequestTab>(tab: Tab): Tab {
  return { ...tab, original: withoutLostFile(tab.original), draft: withoutLostFile(tab.draft) }
}

function withoutLostFile(draft: RequestTab['draft']): RequestTab['draft'] {
  const { body } = draft
  if (body.kind === 'file' && body.file?.heldBy === 'page') return { ...draft, body: { ...body, file: null } }
  if (body.kind !== 'multipart') return draft
  const parts = body.parts.map((part) =>
    part.kind === 'file' && part.file?.heldBy === 'page' ? { ...part, file: null } : part,
  )
  return { ...draft, body: { ...body, parts } }
}

function emptyIfMissing(error: NodeJS.ErrnoException): string {
  if (error.code === 'ENOENT') return ''
  throw error
}
