import { Loader } from '@mantine/core'
import { useVirtualizer } from '@tanstack/react-virtual'
import { type DragEvent, lazy, Suspense, useEffect, useMemo, useRef } from 'react'
import { useTranslation } from 'react-i18next'

import { ErrorNote } from '../../../ui/error-note.tsx'
import { OpenCollectionButton } from '../collection/open-collection-button.tsx'
import { useCollections } from '../collection/use-collections.ts'
import { activeTab } from '../tabs/create-workbench.ts'
import { useWorkbench } from '../tabs/use-workbench.ts'
import { dropPlace } from './drop-place.ts'
import classes from './tree.module.css'
import { TreeItem, treeItemId } from './tree-item.tsx'
import { TreeMenu } from './tree-menu.tsx'
import { type TreeRow, treeRows } from './tree-rows.ts'
import { type TreeActions, useTreeActions } from './use-tree-actions.tsx'
import { useTree } from './use-tree.ts'
import { useTreeKeys } from './use-tree-keys.ts'

const rowHeight = 28

const FolderSettingsDialog = lazy(async () => ({
  default: (await import('../folder/folder-settings-dialog.tsx')).FolderSettingsDialog,
}))

/** Saved requests by collection: to open, to put in order and to change. */
export function CollectionTree() {
  const { t } = useTranslation()
  const collections = useCollections()
  const actions = useTreeActions()
  const closed = useTree((tree) => tree.closed)
  const settingsOf = useTree((tree) => tree.settingsOf)
  const rows = useMemo(() => treeRows(collections.data ?? [], closed), [collections.data, closed])

  return (
    <nav className={classes.nav} aria-label={t('requests.collections')}>
      {collections.isPending && <Loader size="xs" m="md" />}
      {collections.isError && (
        <ErrorNote error={collections.error} onRetry={() => void collections.refetch()} />
      )}
      {collections.data?.length === 0 && <p className={classes.empty}>{t('requests.collectionsEmpty')}</p>}
      <Rows rows={rows} actions={actions} />
      <OpenCollectionButton />
      <TreeMenu rows={rows} actions={actions} />
      {settingsOf && (
        <Suspense>
          <FolderSettingsDialog
            id={settingsOf.id}
            isCollection={settingsOf.kind === 'collection'}
            onClose={() => useTree.setState({ settingsOf: null })}
          />
        </Suspense>
      )}
    </nav>
  )
}

function Rows({ rows, actions }: { rows: readonly TreeRow[]; actions: TreeActions }) {
  const { t } = useTranslation()
  const box = useRef<HTMLDivElement>(null)
  const focusedId = useTree((tree) => tree.focusedId)
  const activeSource = useWorkbench((state) => activeTab(state)?.sourceId ?? null)
  const onKeyDown = useTreeKeys(rows, actions)
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => box.current,
    estimateSize: () => rowHeight,
    getItemKey: (index) => rows[index]!.id,
    overscan: 10,
  })
  const focusedAt = rows.findIndex(({ id }) => id === focusedId)
  useEffect(() => {
    if (focusedAt >= 0) virtual.scrollToIndex(focusedAt)
  }, [virtual, focusedAt])

  return (
    <div
      ref={box}
      className={classes.tree}
      role="tree"
      aria-label={t('requests.collections')}
      aria-activedescendant={focusedAt < 0 ? undefined : treeItemId(focusedId!)}
      tabIndex={0}
      onKeyDown={onKeyDown}
      onFocus={() => focusedAt < 0 && useTree.setState({ focusedId: rows[0]?.id ?? null })}
      onDragOver={(event) => showDrop(event, rows)}
      onDragLeave={() => useTree.setState({ drop: null })}
      onDrop={(event) => {
        const { dragged, drop } = useTree.getState()
        useTree.setState({ drop: null, dragged: null })
        if (!dragged || !drop) return
        event.preventDefault()
        actions.drop(dragged, drop)
      }}
    >
      <div className={classes.sheet} style={{ height: virtual.getTotalSize() }}>
        {virtual.getVirtualItems().map(({ index, start }) => {
          const row = rows[index]!
          return (
            <TreeItem
              key={row.id}
              row={row}
              top={start}
              isFocused={row.id === focusedId}
              isActive={row.id === activeSource}
              actions={actions}
            />
          )
        })}
      </div>
    </div>
  )
}

function showDrop(event: DragEvent, rows: readonly TreeRow[]): void {
  const { dragged, drop } = useTree.getState()
  const element = event.target instanceof Element ? event.target.closest<HTMLElement>('[data-row]') : null
  const over = rows.find(({ id }) => id === element?.dataset.row)
  if (!dragged || !element || !over) return
  const { top, height } = element.getBoundingClientRect()
  const place = dropPlace(rows, dragged, over, (event.clientY - top) / height)
  if (place) event.preventDefault()
  if (drop?.overId !== over.id || drop.mark !== place?.mark)
    useTree.setState({ drop: place && { ...place, overId: over.id } })
}
