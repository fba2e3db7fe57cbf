import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

import { newDraft } from '../../../../shared/model/new-draft.ts'
import { createCollections } from '../../collections/create-collections.ts'
import { createFileRegistry } from '../../files/create-file-registry.ts'
import { createMemoryKeyStore } from '../../vault/key-store.ts'
import { damaged, never, saveUntilKilled } from './save-until-killed.ts'

/** A request that is saved over and over, among others that come, go and move. */
await saveUntilKilled(async (dir) => {
  const root = join(dir, 'collection')
  await mkdir(root, { recursive: true })
  await writeFile(join(root, 'opencollection.yml'), 'opencollection: 1.0.0\ninfo: { name: Kept }\n')
  const collections = await createCollections({
    dir,
    assetsDir: join(dir, 'no-assets'),
    files: createFileRegistry(),
    keyStore: createMemoryKeyStore(),
    damaged,
    log: () => {},
  })
  const draft = { ...newDraft, name: 'kept' }
  let kept = ''
  return {
    collection: {
      async read() {
        const { id: folderId, items, problem } = await collections.open(root, never)
        const saved = await Promise.all(items.map(({ id }) => collections.show(id, never)))
        const values = saved.map(({ docs }) => Number(docs))
        const create = () => collections.createRequest({ folderId, draft: { ...draft, docs: '0' } }, never)
        kept = items[0]?.id ?? (await create())
        await Promise.all(items.slice(1).map(({ id }) => collections.remove(id, never)))
        return problem === null ? Math.max(0, ...values) : Number.NaN
      },
      async save(value) {
        await collections.save({ id: kept, draft: { ...draft, docs: `${value}` } }, never)
        if (value % 4 !== 0) return
        const copy = await collections.duplicate({ id: kept, word: 'copy' }, never)
        const folderId = kept.slice(0, kept.indexOf('/'))
        await collections.move({ id: copy, folderId, beforeId: kept }, never)
        await collections.remove(copy, never)
      },
    },
  }
})
