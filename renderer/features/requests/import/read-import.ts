import type { ImportReport } from '../../../../shared/model/import.ts'

/** A file that was read and not yet taken. */
export interface ReadImport {
  readonly report: ImportReport
  readonly source: { readonly file: string; readonly passphrase: string | null }
  readonly onClose: () => void
}
