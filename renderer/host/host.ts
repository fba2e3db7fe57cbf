import type { ClientContext, ClientLink } from '@orpc/client'

import type { FileHandle } from '../../shared/model/file-handle.ts'
import type { OpenedFile } from '../../shared/model/opened-file.ts'
import type { PageMenu } from '../../shared/model/page-menu.ts'

/** Locked: the host is there, but lets this browser in by a new link only. */
export type ConnectionState = 'connected' | 'lost' | 'locked'

/** What the page needs from whoever opened it. One implementation per shell. */
export interface Host {
  readonly link: ClientLink<ClientContext>
  readonly can: HostAbilities
  /** A dropped or picked file becomes a handle that the contract understands. Throws FILE_GONE or FILE_UNREADABLE. */
  takeFile(file: File): Promise<FileHandle>
  /** Whether bytes that the host may still ask for would be gone with this page. */
  holdsFiles(): boolean
  /** A native dialog for files to read; empty when closed. Only where `can.chooseFiles`. */
  chooseFiles(): Promise<FileHandle[]>
  /** A native dialog for a file to write, as a handle; null when closed. Only where `can.chooseSaveTarget`. */
  chooseSaveTarget(suggestedName: string): Promise<string | null>
  /** Shows a finished download in the file manager. Only where `can.revealFiles`. */
  revealFile(transferId: string): Promise<void>
  /** Where a kept answer is read, in ranges. With a name the browser offers to save it under that name. */
  bodyUrl(exchangeId: string, saveAs?: string): string
  /** Where the browser fetches a finished download from. Only where `can.saveInBrowser`. */
  savedFileUrl(transferId: string): string
  /** The application menu of a desktop; null in a browser. */
  readonly menu: HostMenu | null
  /** What the operator opens with Arclight from outside; null in a browser. */
  readonly opened: HostOpened | null
  connection(): ConnectionState
  /** Calls the listener after each change, until the returned function is called. */
  onConnection(listener: () => void): () => void
}

export interface HostMenu {
  /** Puts what the page can do into it. */
  show(menu: PageMenu): void
  /** Calls the listener with the id of each command that is chosen, until the returned function is called. */
  onCommand(listener: (commandId: string) => void): () => void
}

export interface HostOpened {
  /** What no page has taken yet. */
  take(): Promise<OpenedFile[]>
  /** Calls the listener each time that there is more, until the returned function is called. */
  onMore(listener: () => void): () => void
}

/** Ask for the ability, never for the shell. */
export interface HostAbilities {
  readonly chooseFiles: boolean
  readonly chooseSaveTarget: boolean
  readonly revealFiles: boolean
  /** The files that the host writes are on another machine, perhaps: the browser can fetch them from there. */
  readonly saveInBrowser: boolean
}
