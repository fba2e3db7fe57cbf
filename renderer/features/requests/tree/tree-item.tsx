import { IconAlertTriangle, IconChevronRight, IconDots } from '@tabler/icons-react'
import { type CSSProperties, type KeyboardEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'

import { MethodTag } from '../../../ui/method-tag.tsx'
import classes from './tree.module.css'
import type { TreeRow } from './tree-rows.ts'
import type { TreeActions } from './use-tree-actions.tsx'
import { useTree } from './use-tree.ts'

interface TreeItemProps {
  readonly row: TreeRow
  readonly top: number
  readonly isFocused: boolean
  readonly isActive: boolean
  readonly actions: TreeActions
}

/** One collection, folder or request. */
export function TreeItem({ row, top, isFocused, isActive, actions }: TreeItemProps) {
  const { id, kind, name, level, isOpen, problem } = row
  const isRenaming = useTree((tree) => tree.renamingId === id) && row.canChange
  const mark = useTree((tree) => (tree.drop?.overId === id ? tree.drop.mark : undefined))
  const showMenu = (x: number, y: number) => useTree.setState({ menu: { row, x, y }, focusedId: id })

  return (
    <div
      id={treeItemId(id)}
      role="treeitem"
      aria-level={level}
      aria-expanded={isOpen ?? undefined}
      aria-selected={isActive}
      aria-label={row.method === null ? name : `${row.method} ${name}`}
      className={classes.item}
      data-row={id}
      data-kind={kind}
      data-focused={isFocused || undefined}
      data-drop={mark}
      title={problem ?? undefined}
      style={{ top, '--level': level } as CSSProperties}
      draggable={!isRenaming && (kind === 'request' || kind === 'folder')}
      onDragStart={() => useTree.setState({ dragged: { kind: 'row', row } })}
      onDragEnd={() => useTree.setState({ dragged: null, drop: null })}
      onClick={() => {
        useTree.setState({ focusedId: id })
        if (kind === 'request') actions.open(id)
        else if (isOpen !== null) useTree.getState().toggle(id)
      }}
      onContextMenu={(event) => {
        event.preventDefault()
        showMenu(event.clientX, event.clientY)
      }}
    >
      {isOpen !== null && <IconChevronRight className={classes.chevron ?? ''} size={14} aria-hidden />}
      {row.method !== null && <MethodTag method={row.method} />}{' '}
      {problem !== null && <IconAlertTriangle className={classes.problem ?? ''} size={14} aria-hidden />}
      {isRenaming ? (
        <NameField row={row} onRename={actions.rename} />
      ) : (
        <span className={classes.name} title={name}>
          {name}
        </span>
      )}
      <MoreButton name={name} onPress={showMenu} />
    </div>
  )
}

export function treeItemId(id: string): string {
  return `tree-${id}`
}

/** For the mouse alone: by keyboard the menu has a key of its own. */
function MoreButton({ name, onPress }: { name: string; onPress: (x: number, y: number) => void }) {
  const { t } = useTranslation()
  return (
    <button
      type="button"
      tabIndex={-1}
      className={classes.more}
      aria-label={t('requests.tree.menuOf', { name })}
      onClick={(event) => {
        event.stopPropagation()
        const { left, bottom } = event.currentTarget.getBoundingClientRect()
        onPress(left, bottom)
      }}
    >
      <IconDots size={14} aria-hidden />
    </button>
  )
}

function NameField({ row: { id, name }, onRename }: { row: TreeRow; onRename: TreeActions['rename'] }) {
  const { t } = useTranslation()
  const [typed, setTyped] = useState(name)
  const end = (isKept: boolean) => {
    if (useTree.getState().renamingId !== id) return
    useTree.setState({ renamingId: null })
    if (isKept && typed.trim() !== '' && typed.trim() !== name) onRename(id, typed.trim())
  }
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    event.stopPropagation()
    if (event.nativeEvent.isComposing || (event.key !== 'Enter' && event.key !== 'Escape')) return
    const tree = event.currentTarget.closest<HTMLElement>('[role="tree"]')
    end(event.key === 'Enter')
    tree?.focus()
  }
  return (
    <input
      autoFocus
      className={classes.rename}
      aria-label={t('requests.tree.newName', { name })}
      spellCheck={false}
      maxLength={200}
      value={typed}
      onFocus={(event) => event.currentTarget.select()}
      onChange={(event) => setTyped(event.currentTarget.value)}
      onKeyDown={onKeyDown}
      onBlur={() => end(true)}
      onClick={(event) => event.stopPropagation()}
    />
  )
}
