import { Menu } from '@mantine/core'
import { useTranslation } from 'react-i18next'

import { useWrittenOut } from '../written-out/use-written-out.ts'
import { treeItemId } from './tree-item.tsx'
import type { TreeRow } from './tree-rows.ts'
import { rowAfterRemoval } from './tree-step.ts'
import type { TreeActions } from './use-tree-actions.tsx'
import { useTree } from './use-tree.ts'

/** What can be done with the row that it was asked for. */
export function TreeMenu({ rows, actions }: { rows: readonly TreeRow[]; actions: TreeActions }) {
  const menu = useTree((tree) => tree.menu)
  if (!menu) return null
  const close = () => {
    useTree.setState({ menu: null })
    if (useTree.getState().renamingId === null)
      document.getElementById(treeItemId(menu.row.id))?.closest<HTMLElement>('[role="tree"]')?.focus()
  }
  return (
    <Menu key={menu.row.id} opened onClose={close} position="bottom-start" withinPortal width={220} trapFocus>
      <Menu.Target>
        <span style={{ position: 'fixed', left: menu.x, top: menu.y }} />
      </Menu.Target>
      <Menu.Dropdown>
        <MenuItems row={menu.row} nextId={rowAfterRemoval(rows, menu.row)} actions={actions} />
      </Menu.Dropdown>
    </Menu>
  )
}

interface MenuItemsProps {
  readonly row: TreeRow
  /** Where one goes on when it is deleted. */
  readonly nextId: string | null
  readonly actions: TreeActions
}

function MenuItems({ row, nextId, actions }: MenuItemsProps) {
  const { t } = useTranslation()
  const { id, kind, canChange } = row
  const isFolder = kind === 'folder' || kind === 'collection'
  const isItem = canChange && kind !== 'collection'
  const show = useWrittenOut((state) => state.show)
  const exportItem = <Menu.Item onClick={() => show('export', id)}>{t('requests.exportTo')}</Menu.Item>
  if (!canChange && kind !== 'request')
    return (
      <>
        {isFolder && exportItem}
        <Menu.Item disabled>{t('requests.tree.comesWithTheApp')}</Menu.Item>
      </>
    )
  return (
    <>
      {kind === 'request' && (
        <Menu.Item rightSection="Enter" onClick={() => actions.open(id)}>
          {t('requests.tree.open')}
        </Menu.Item>
      )}
      {isFolder && (
        <>
          <Menu.Item onClick={() => actions.addRequest(id)}>{t('requests.newTab')}</Menu.Item>
          <Menu.Item onClick={() => actions.addFolder(id)}>{t('requests.tree.newFolder')}</Menu.Item>
          <Menu.Item onClick={() => useTree.setState({ settingsOf: row })}>
            {t('requests.tree.settings')}
          </Menu.Item>
          <Menu.Divider />
          <Menu.Item onClick={() => show('import', id)}>{t('requests.import.open')}</Menu.Item>
          {exportItem}
          <Menu.Divider />
        </>
      )}
      {canChange && kind !== 'damaged' && (
        <Menu.Item rightSection="F2" onClick={() => useTree.setState({ renamingId: id })}>
          {t('requests.tree.rename')}
        </Menu.Item>
      )}
      {isItem && kind !== 'damaged' && (
        <Menu.Item rightSection="Ctrl+D" onClick={() => actions.duplicate(id)}>
          {t('requests.tree.duplicate')}
        </Menu.Item>
      )}
      {isItem && (
        <Menu.Item color="red" rightSection="Del" onClick={() => actions.remove(row, nextId)}>
          {t('common.delete')}
        </Menu.Item>
      )}
      {kind === 'collection' && (
        <Menu.Item onClick={() => actions.closeCollection(id)}>{t('requests.tree.close')}</Menu.Item>
      )}
    </>
  )
}
