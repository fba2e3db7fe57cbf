import { readdir, readFile } from 'node:fs/promises'
import { basename, join } from 'node:path'

import * as z from 'zod'

import type { RequestCollection, SavedRequest } from '../../../shared/model/request.ts'
import { parseRequestFile, parseYaml, type RequestFile } from './parse-request-file.ts'

/** A file that could not be read; everything beside it could. */
export interface CollectionProblem {
  readonly path: string
  readonly detail: string
}

const rootName = 'opencollection.yml'
const root = z.object({ opencollection: z.string().regex(/^1\./), info: z.object({ name: z.string() }) })

/**
 * Reads every collection in `dir`: a folder with an `opencollection.yml`, and one file for each request. Files that
 * cannot be read are told to `onProblem`, and the rest opens without them. A `dir` that is not there is empty.
 */
export async function readCollections(
  dir: string,
  onProblem: (problem: CollectionProblem) => void,
  signal: AbortSignal,
): Promise<RequestCollection[]> {
  const folders = await readdir(dir, { withFileTypes: true }).catch(emptyIfAbsent)
  const paths = folders.filter((entry) => entry.isDirectory()).map(({ name }) => join(dir, name))
  const read = await Promise.all(paths.toSorted().map((path) => readCollection(path, onProblem, signal)))
  return read.filter((collection) => collection !== null)
}

/** Null for a folder that is no collection. */
async function readCollection(
  path: string,
  onProblem: (problem: CollectionProblem) => void,
  signal: AbortSignal,
): Promise<RequestCollection | null> {
  const names = await readdir(path)
  if (!names.includes(rootName)) return null

  const reading = { onProblem, signal }
  const about = await readOne(join(path, rootName), (text) => parseYaml(text, root), reading)
  const files = names.filter((name) => /\.ya?ml$/.test(name) && name !== rootName).toSorted()
  const requests = await Promise.all(
    files.map(async (name) => {
      const file = await readOne(join(path, name), parseRequestFile, reading)
      return file && { ...file, id: `${basename(path)}/${name.replace(/\.ya?ml$/, '')}` }
    }),
  )
  return { id: basename(path), name: about?.info.name ?? basename(path), requests: inOrder(requests) }
}

async function readOne<Content>(
  path: string,
  parse: (text: string) => Content,
  { onProblem, signal }: { onProblem: (problem: CollectionProblem) => void; signal: AbortSignal },
): Promise<Content | null> {
  try {
    return parse(await readFile(path, { encoding: 'utf8', signal }))
  } catch (error) {
    signal.throwIfAborted()
    onProblem({ path, detail: error instanceof Error ? error.message : String(error) })
    return null
  }
}

function inOrder(files: readonly ((RequestFile & { id: string }) | null)[]): SavedRequest[] {
  return files
    .filter((file) => file !== null)
    .toSorted((a, b) => a.seq - b.seq)
    .map(({ id, draft }) => ({ ...draft, id }))
}

function emptyIfAbsent(error: NodeJS.ErrnoException): [] {
  if (error.code === 'ENOENT') return []
  throw error
}
