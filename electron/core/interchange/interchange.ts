import type { CodeTarget, CodeTargetId, WrittenCode } from '../../../shared/model/code.ts'
import type { Exported, ExportFormat, ExportSource } from '../../../shared/model/export.ts'
import type { ImportReport } from '../../../shared/model/import.ts'
import type { RequestDraft, RequestPlace } from '../../../shared/model/request.ts'

/** What other programs wrote, and what is written for them. */
export interface Interchange {
  codeTargets(): readonly CodeTarget[]
  code(
    input: { draft: RequestDraft; cloudId: string | null; place?: RequestPlace; target: CodeTargetId },
    signal: AbortSignal,
  ): Promise<WrittenCode>
  preview(input: { file: string; passphrase: string | null }, signal: AbortSignal): Promise<ImportReport>
  take(
    input: { file: string; passphrase: string | null; environment: string | null },
    signal: AbortSignal,
  ): Promise<ImportReport>
  /** As a folder in a folder of an open collection; its secrets go to the key store. */
  importInto(
    input: { file: string; passphrase: string | null; folderId: string },
    signal: AbortSignal,
  ): Promise<{ id: string; report: ImportReport }>
  /** A file or a folder as a collection of its own. Its secrets are left out. Throws FILE_EXISTS. */
  importPath(
    input: { path: string; passphrase: string | null; to: string },
    signal: AbortSignal,
  ): Promise<ImportReport>
  /** Without secrets. Throws FILE_EXISTS for a folder that holds something. */
  export(order: ExportOrder, signal: AbortSignal): Promise<Exported>
}

export interface ExportOrder {
  readonly what: ExportSource
  readonly format: ExportFormat
  /** Where a folder goes. */
  readonly path: string | null
  /** For an export of ARC that is encrypted. */
  readonly passphrase: string | null
}
