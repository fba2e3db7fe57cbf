import { constants } from 'node:fs'
import { access, stat } from 'node:fs/promises'
import { basename } from 'node:path'

import { AppError } from '../../../shared/errors.ts'
import type { FileHandle } from '../../../shared/model/file-handle.ts'
import type { FileRegistry, HeldFile } from './file-registry.ts'
import { createTickets } from './tickets.ts'

/** Keeps what the operator chose in memory, for as long as the process lives or until it is forgotten. */
export function createFileRegistry(): FileRegistry {
  const held = new Map<string, HeldFile>()
  const targets = new Map<string, string>()
  const tickets = createTickets()

  return {
    async addPath(path, signal) {
      const file = await lookAt(path, signal)
      return register(held, file)
    },

    addTarget(path) {
      const handle = crypto.randomUUID()
      targets.set(handle, path)
      return { handle, name: basename(path), sizeBytes: 0, heldBy: 'host' }
    },

    target(handle) {
      const path = targets.get(handle)
      if (path === undefined) throw new AppError('FILE_LOST', { name: handle })
      return path
    },

    announce({ name, sizeBytes }) {
      const handle = crypto.randomUUID()
      const open = (signal: AbortSignal) => {
        if (!held.has(handle)) return Promise.reject(new AppError('FILE_LOST', { name }))
        return tickets.ask({ handle, name }, signal)
      }
      held.set(handle, { heldBy: 'page', name, sizeBytes, open })
      return { handle, name, sizeBytes, heldBy: 'page' }
    },

    forget(handle) {
      held.delete(handle)
      targets.delete(handle)
    },

    holds: (handle) => held.has(handle),

    find(handle) {
      const file = held.get(handle)
      if (!file) throw new AppError('FILE_LOST', { name: handle })
      return file
    },

    wanted: (signal) => tickets.wanted(signal),
    deliver: (ticket, bytes) => tickets.deliver(ticket, bytes),
  }
}

function register(held: Map<string, HeldFile>, file: HeldFile): FileHandle {
  const handle = crypto.randomUUID()
  held.set(handle, file)
  return { handle, name: file.name, sizeBytes: file.sizeBytes, heldBy: file.heldBy }
}

async function lookAt(path: string, signal: AbortSignal): Promise<HeldFile> {
  const name = basename(path)
  try {
    const found = await stat(path)
    signal.throwIfAborted()
    if (!found.isFile()) throw new AppError('FILE_UNREADABLE', { name, detail: 'not a file' })
    await access(path, constants.R_OK)
    signal.throwIfAborted()
    const identity = { sizeBytes: found.size, mtimeMs: found.mtimeMs, inode: found.ino }
    return { heldBy: 'host', name, sizeBytes: found.size, path, identity }
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : null
    if (error instanceof AppError || typeof code !== 'string' || signal.aborted) throw error
    if (code === 'ENOENT' || code === 'ENOTDIR') throw new AppError('FILE_GONE', { name }, { cause: error })
    throw new AppError('FILE_UNREADABLE', { name, detail: code }, { cause: error })
  }
}
