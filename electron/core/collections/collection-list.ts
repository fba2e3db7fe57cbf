import { join } from 'node:path'

import * as z from 'zod'

import { textOrEmpty } from './collection-files.ts'
import type { DamagedFiles } from '../data-dir/damaged-files.ts'
import { firstVersion } from '../data-dir/file-version.ts'
import { parseAs } from '../data-dir/parse-as.ts'
import { privateMode, writeDurably } from '../data-dir/write-durably.ts'

const entry = z.object({ path: z.string(), name: z.string() })
const listFile = z.object({
  version: firstVersion,
  open: z.array(z.string()).default([]),
  recent: z.array(entry).default([]),
})
type Entry = z.infer<typeof entry>
type List = Omit<z.infer<typeof listFile>, 'version'>

const empty: List = { open: [], recent: [] }

/** Which folders are open, and which were. */
export interface CollectionList {
  open(): readonly string[]
  /** The last one first. */
  recent(): Entry[]
  remember(collection: Entry): Promise<void>
  /** Not open any more; still among the recent ones. */
  forget(path: string): Promise<void>
}

const mostRecent = 20

/** Reads `collections.json`. One that cannot be understood is set aside: the folders themselves are elsewhere. */
export async function openCollectionList(
  dir: string,
  damaged: Pick<DamagedFiles, 'setAside'>,
): Promise<CollectionList> {
  const path = join(dir, 'collections.json')
  const found = parse(await textOrEmpty(path))
  if (!found) damaged.setAside(path, null)
  let kept = found ?? empty
  let last: Promise<unknown> = Promise.resolve()
  // On the disk before anybody sees it, and one after the other.
  const change = (next: (now: List) => List): Promise<void> => {
    const turn = last.then(async () => {
      const changed = next(kept)
      await writeDurably(path, `${JSON.stringify({ version: 1, ...changed }, null, 2)}\n`, privateMode)
      kept = changed
    })
    last = turn.catch(() => undefined)
    return turn
  }
  return {
    open: () => kept.open,
    recent: () => kept.recent,
    remember: (collection) =>
      change((now) => ({
        open: [...now.open.filter((other) => other !== collection.path), collection.path],
        recent: [collection, ...now.recent.filter((other) => other.path !== collection.path)].slice(
          0,
          mostRecent,
        ),
      })),
    forget: (closed) => change((now) => ({ ...now, open: now.open.filter((other) => other !== closed) })),
  }
}

/** Null for what makes no sense. */
function parse(text: string): List | null {
  if (text === '') return empty
  const found = parseAs(listFile, text)
  return found ? { open: found.open, recent: found.recent } : null
}
