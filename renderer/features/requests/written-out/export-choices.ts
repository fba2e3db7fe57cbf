import type { RequestCollection } from '../../../../shared/model/collection.ts'
import type { ExportFormat, ExportSource } from '../../../../shared/model/export.ts'
import type { RequestTab } from '../../../../shared/model/request-workspace.ts'
import { everyFolder } from '../collection/folder-choices.ts'
import { sendableDraft } from '../sendable-draft.ts'
import { tabName } from '../tabs/tab-name.ts'

/** Something that can be exported. The value says only which of the choices it is. */
export interface ExportChoice {
  readonly value: string
  readonly label: string
  readonly what: ExportSource
}

interface Exportable {
  readonly tab: RequestTab | null
  readonly collections: readonly RequestCollection[]
  /** The newest exchanges. */
  readonly exchangeIds: readonly string[]
}

interface Names {
  readonly untitled: string
  request(name: string): string
  history(count: number): string
}

/** The open request, every collection and folder, and what was sent. */
export function exportChoices({ tab, collections, exchangeIds }: Exportable, names: Names): ExportChoice[] {
  const folders = everyFolder(collections).map(
    ({ value: id, label }): ExportChoice => ({ value: `folder ${id}`, label, what: { kind: 'folder', id } }),
  )
  const history: ExportChoice = {
    value: 'history',
    label: names.history(exchangeIds.length),
    what: { kind: 'history', exchangeIds: [...exchangeIds] },
  }
  return [
    ...(tab ? [requestChoice(tab, names)] : []),
    ...folders,
    ...(exchangeIds.length > 0 ? [history] : []),
  ]
}

function requestChoice({ draft }: RequestTab, { request, untitled }: Names): ExportChoice {
  const name = tabName(draft) || untitled
  const sendable = sendableDraft(draft)
  const drafts = [typeof sendable === 'string' ? draft : sendable]
  return { value: 'request', label: request(name), what: { kind: 'drafts', name, drafts } }
}

/** Only what was sent has the times and answers that an archive is made of. */
export function formatsFor({ kind }: ExportSource): ExportFormat[] {
  const formats: ExportFormat[] = ['postman', 'arc', 'curl', 'opencollection']
  return kind === 'history' ? ['har', ...formats] : formats
}
