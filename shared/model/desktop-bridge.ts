import type { FileHandle } from './file-handle.ts'
import type { OpenedFile } from './opened-file.ts'
import type { PageMenu } from './page-menu.ts'
import type { Problem } from './problem.ts'

/** Electron's IPC keeps only the message of an error, so a foreseeable failure is an answer of its own. */
export type BridgeAnswer<Value> = { ok: true; value: Value } | { ok: false; problem: Problem }

/**
 * All that the desktop's preload script gives to the page, as `window.arclight`. No path ever comes back.
 * `PageFile` is the DOM's File, which this folder does not know.
 */
export interface DesktopBridge<PageFile> {
  /** Makes a dropped or picked file known to the host, which then reads it by itself. */
  registerFile(file: PageFile): Promise<BridgeAnswer<FileHandle>>
  /** Empty when the operator closed the dialog. */
  chooseFiles(): Promise<BridgeAnswer<FileHandle[]>>
  /** A handle to write to; null when the operator closed the dialog. */
  chooseSaveTarget(suggestedName: string): Promise<BridgeAnswer<string | null>>
  /** Shows a finished download in the file manager. */
  revealFile(transferId: string): Promise<BridgeAnswer<null>>
  /** Puts what the page can do into the application menu. */
  showCommands(menu: PageMenu): void
  /** Calls the listener with the id of each of them that is chosen there, until the returned function is called. */
  onCommand(listener: (commandId: string) => void): () => void
  /** What the operator opened with Arclight and no page has taken yet. */
  takeOpened(): Promise<BridgeAnswer<OpenedFile[]>>
  /** Calls the listener each time that there is more of it, until the returned function is called. */
  onOpened(listener: () => void): () => void
}

/** What the page posts to its own window, with a MessagePort, for the preload script to hand on. */
export const connectMessage = 'arclight:connect'
