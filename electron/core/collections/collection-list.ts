import { readFile } from 'node:fs/promises'
import { join } from 'node:path'

import { writeFile } from 'atomically'
import * as z from 'zod'

const entry = z.object({ path: z.string(), name: z.string() })
const listFile = z.object({ open: z.array(z.string()).default([]), recent: z.array(entry).default([]) })
type Entry = z.infer<typeof entry>

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

/** Reads `collections.json`. One that cannot be understood counts as empty: the folders themselves are elsewhere. */
export async function openCollectionList(dir: string): Promise<CollectionList> {
  const path = join(dir, 'collections.json')
  let kept = parse(await readFile(path, 'utf8').catch(() => ''))
  const change = async (changed: z.infer<typeof listFile>) => {
    kept = changed
    await writeFile(path, `${JSON.stringify(changed, null, 2)}\n`)
  }
  return {
    open: () => kept.open,
    recent: () => kept.recent,
    remember: (collection) =>
      change({
        open: [...kept.open.filter((other) => other !== collection.path), collection.path],
        recent: [collection, ...kept.recent.filter((other) => other.path !== collection.path)].slice(
          0,
          mostRecent,
        ),
      }),
    forget: (closed) => change({ ...kept, open: kept.open.filter((other) => other !== closed) }),
  }
}

function parse(text: string): z.infer<typeof listFile> {
  try {
    return listFile.parse(JSON.parse(text))
  } catch {
    return { open: [], recent: [] }
  }
}
