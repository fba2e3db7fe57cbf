import { isAbsolute, join, relative } from 'node:path'

import { AppError } from '../../../shared/errors.ts'
import type { FileRegistry } from '../files/file-registry.ts'
import type { FilePaths } from './format/body-format.ts'

/** Paths in a collection begin at its root, so that it can be moved. */
export function pathsIn(root: string, files: Pick<FileRegistry, 'addPath' | 'find'>): FilePaths {
  return {
    handleOf: async (path) => {
      const whole = isAbsolute(path) ? path : join(root, path)
      return await files.addPath(whole, never).catch((error: unknown) => {
        if (error instanceof AppError) return null
        throw error
      })
    },
    pathOf: (handle) => {
      const file = files.find(handle)
      if (file.heldBy === 'page') return null
      const inside = relative(root, file.path)
      return inside.startsWith('..') || isAbsolute(inside) ? file.path : inside
    },
  }
}

const never = new AbortController().signal
