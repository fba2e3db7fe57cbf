import { basename, join } from 'node:path'

import type { IpcMainInvokeEvent } from 'electron'
import * as z from 'zod'

import { AppError } from '../../shared/errors.ts'
import type { BridgeAnswer } from '../../shared/model/desktop-bridge.ts'
import { findSaved } from '../api/find-saved.ts'
import type { Core } from '../core/core.ts'
import { openPath } from '../core/opening/open-path.ts'
import { channels } from './channels.ts'
import type { ElectronParts } from './electron-parts.ts'
import { isFromOurPage } from './page-origin.ts'
import type { PathsToOpen } from './paths-to-open.ts'

/** Answers what preload.ts offers to the page: files and dialogs, which only a desktop has. */
export function answerBridge(
  { ipcMain, dialog, shell }: ElectronParts,
  core: Core,
  toOpen: Pick<PathsToOpen, 'takeAll'>,
): void {
  const never = new AbortController().signal

  const answer = <Args extends unknown[], Value>(
    channel: string,
    schema: z.ZodType<Args>,
    act: (...args: Args) => Promise<Value>,
  ) => {
    ipcMain.handle(channel, async (event: IpcMainInvokeEvent, ...args: unknown[]) => {
      if (!isFromOurPage(event)) throw new Error('refused')
      const wanted = schema.parse(args)
      return await toAnswer(() => act(...wanted))
    })
  }

  answer(channels.registerFile, z.tuple([path, z.string()]), async (filePath, name) => {
    if (filePath === '') throw new AppError('FILE_UNREADABLE', { name, detail: 'not a file on disk' })
    return await core.files.addPath(filePath, never)
  })

  answer(channels.chooseFiles, z.tuple([]), async () => {
    const chosen = await dialog.showOpenDialog({ properties: ['openFile', 'multiSelections'] })
    return await Promise.all(chosen.filePaths.map((filePath) => core.files.addPath(filePath, never)))
  })

  answer(channels.chooseSaveTarget, z.tuple([path]), async (suggestedName) => {
    const defaultPath = join(core.info.downloadsDir, basename(suggestedName))
    const chosen = await dialog.showSaveDialog({ defaultPath })
    return chosen.canceled ? null : core.files.addTarget(chosen.filePath).handle
  })

  answer(channels.revealFile, z.tuple([path]), async (transferId) => {
    const saved = await findSaved(core, transferId)
    if (!saved) throw new AppError('TRANSFER_UNKNOWN', { transferId })
    shell.showItemInFolder(saved.savedPath)
    return null
  })

  answer(channels.takeOpened, z.tuple([]), () =>
    Promise.all(toOpen.takeAll().map((path) => openPath(core, path, never))),
  )
}

const path = z.string().max(4096)

async function toAnswer<Value>(act: () => Promise<Value>): Promise<BridgeAnswer<Value>> {
  try {
    return { ok: true, value: await act() }
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    return { ok: false, problem: { code: error.code, data: error.data } }
  }
}
