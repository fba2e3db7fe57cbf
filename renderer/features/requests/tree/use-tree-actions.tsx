import { Button, Group } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useQueryClient } from '@tanstack/react-query'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'

import { newDraft } from '../../../../shared/model/new-draft.ts'
import { useApi } from '../../../lib/api-context.tsx'
import { explainError } from '../../../lib/explain-error.ts'
import { workbench } from '../tabs/use-workbench.ts'
import type { Dragged, DropPlace } from './drop-place.ts'
import type { TreeRow } from './tree-rows.ts'
import { useTree } from './use-tree.ts'

export interface TreeActions {
  open(requestId: string): void
  rename(id: string, name: string): void
  duplicate(id: string): void
  /** Can be taken back for a while. */
  /** Can be taken back for a while; `nextId` is where one goes on. */
  remove(row: Pick<TreeRow, 'id' | 'name'>, nextId: string | null): void
  addRequest(folderId: string): void
  addFolder(folderId: string): void
  drop(dragged: Dragged, place: DropPlace): void
  closeCollection(id: string): void
}

/** What can be done to saved requests and folders. A failure is told where the operator looks. */
export function useTreeActions(): TreeActions {
  const { t } = useTranslation()
  const { client, query } = useApi()
  const queries = useQueryClient()

  return useMemo(() => {
    const attempt = async (work: () => Promise<void>) => {
      try {
        await work()
        await queries.invalidateQueries({ queryKey: query.collections.list.key() })
      } catch (error) {
        notifications.show({ color: 'red', message: explainError(t, error) })
      }
    }
    const startRenaming = (id: string) => {
      useTree.getState().reveal(id)
      useTree.setState({ renamingId: id })
    }
    const open = async (id: string) => workbench.getState().openSaved(await client.collections.show({ id }))
    const undo = (removalId: string) =>
      void attempt(async () => {
        const { id } = await client.collections.restore({ removalId })
        useTree.getState().reveal(id)
      })

    return {
      open: (requestId) => void attempt(() => open(requestId)),
      rename: (id, name) =>
        void attempt(async () => {
          await client.collections.rename({ id, name })
          workbench.getState().renamed(id, name)
        }),
      duplicate: (id) =>
        void attempt(async () =>
          useTree
            .getState()
            .reveal((await client.collections.duplicate({ id, word: t('requests.tree.copy') })).id),
        ),
      remove: ({ id, name }, nextId) =>
        void attempt(async () => {
          const { removalId } = await client.collections.remove({ id })
          if (useTree.getState().focusedId === id) useTree.setState({ focusedId: nextId })
          offerUndo(t('requests.tree.removed', { name }), () => undo(removalId))
        }),
      addRequest: (folderId) =>
        void attempt(async () => {
          const draft = { ...newDraft, name: t('requests.newTab') }
          const { id } = await client.collections.createRequest({ folderId, draft })
          await open(id)
          startRenaming(id)
        }),
      addFolder: (folderId) =>
        void attempt(async () => {
          const { id } = await client.collections.createFolder({
            folderId,
            name: t('requests.tree.newFolder'),
          })
          startRenaming(id)
        }),
      drop: (dragged, place) =>
        void attempt(async () => useTree.getState().reveal(await drop(dragged, place))),
      closeCollection: (id) => void attempt(() => client.collections.close({ id })),
    }

    async function drop(dragged: Dragged, { folderId, beforeId }: DropPlace): Promise<string> {
      if (dragged.kind === 'tab')
        return await placed(await saveTab(dragged.tabId, folderId), folderId, beforeId)
      const { id, collectionId, canChange } = dragged.row
      if (canChange && folderId.split('/')[0] === collectionId) {
        const { id: movedId } = await client.collections.move({ id, folderId, beforeId })
        workbench.getState().moved(id, movedId)
        return movedId
      }
      // From another collection: written here before it is taken away there, so that it is never nowhere.
      const { id: _id, unsupported: _unsupported, ...draft } = await client.collections.show({ id })
      const created = await client.collections.createRequest({ folderId, draft })
      const placedId = await placed(created.id, folderId, beforeId)
      if (canChange) {
        const { removalId } = await client.collections.remove({ id })
        workbench.getState().moved(id, placedId)
        offerUndo(t('requests.tree.moved', { name: dragged.row.name }), () => takeBack(placedId, removalId))
      }
      return placedId
    }

    async function saveTab(tabId: string, folderId: string): Promise<string> {
      const tab = workbench.getState().tabs.find(({ id }) => id === tabId)
      const draft = { ...(tab?.draft ?? newDraft), name: tab?.draft.name || t('requests.newTab') }
      const { id } = await client.collections.createRequest({ folderId, draft })
      workbench.getState().saved(tabId, id, draft)
      return id
    }

    async function placed(id: string, folderId: string, beforeId: string | null): Promise<string> {
      return beforeId === null ? id : (await client.collections.move({ id, folderId, beforeId })).id
    }

    /** It is back there before it is taken away here. */
    function takeBack(placedId: string, removalId: string): void {
      void attempt(async () => {
        const { id } = await client.collections.restore({ removalId })
        await client.collections.remove({ id: placedId })
        workbench.getState().moved(placedId, id)
        useTree.getState().reveal(id)
      })
    }

    function offerUndo(message: string, onUndo: () => void): void {
      const id = crypto.randomUUID()
      notifications.show({
        id,
        autoClose: 15_000,
        message: (
          <Group justify="space-between" wrap="nowrap" gap="sm">
            {message}
            <Button
              size="compact-xs"
              style={{ flex: 'none' }}
              onClick={() => {
                notifications.hide(id)
                onUndo()
              }}
            >
              {t('requests.tree.undo')}
            </Button>
          </Group>
        ),
      })
    }
  }, [t, client, query, queries])
}
