import { IconArrowUpRight } from '@tabler/icons-react'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'

import type { ExchangeRecord } from '../../../../shared/model/exchange.ts'
import type { TreeNode } from '../../../lib/body/body-document.ts'
import type { MembersFrom } from '../../../lib/body/json-members.ts'
import classes from './body.module.css'
import { childPath } from './child-path.ts'
import type { OpenBody } from './use-body.ts'
import { type Links, useLinks } from './use-links.ts'
import { type RowRange, VirtualRows } from './virtual-rows.tsx'
import { ValueMenu, type ValueAt } from './value-menu.tsx'

/** A value that is shown, or the rest of a long list that is not yet. */
type TreeRow =
  | {
      readonly kind: 'node'
      readonly node: TreeNode
      readonly path: string
      readonly depth: number
      readonly isOpen: boolean
    }
  | {
      readonly kind: 'more'
      readonly start: number
      readonly path: string
      readonly depth: number
      readonly next: MembersFrom
    }

const step = 200

/** A body as a tree, opened where one wants to look. Arrows move and open; the menu key offers what to do with a value. */
export function TreeView({ body: { reader }, record, onCapture }: TreeViewProps) {
  const { t } = useTranslation()
  const links = useLinks(record)
  const [rows, setRows] = useState<readonly TreeRow[]>([])
  const [range, setRange] = useState<RowRange>({ from: 0, count: 60 })
  const [active, setActive] = useState(0)
  const [target, setTarget] = useState<{ row: number } | null>(null)
  const [menu, setMenu] = useState<ValueAt | null>(null)

  useEffect(() => {
    let isGone = false
    const readRoot = async () => {
      const root = await reader.ask('root')
      if (!root) return
      const part = await reader.ask('members', root.start, step)
      if (isGone) return
      const first: TreeRow = { kind: 'node', node: root, path: '$', depth: 0, isOpen: true }
      setRows([first, ...rowsOf(part, { start: root.start, path: '$', depth: 1 })])
    }
    void readRoot()
    return () => {
      isGone = true
    }
  }, [reader])

  async function toggle(index: number): Promise<void> {
    const row = rows[index]
    if (!row) return
    if (row.kind === 'more') {
      const part = await reader.ask('members', row.start, step, row.next)
      return setRows(rows.toSpliced(index, 1, ...rowsOf(part, row)))
    }
    if (row.node.size === 0) return
    if (row.isOpen) {
      const end = rows.findIndex(({ depth }, at) => at > index && depth <= row.depth)
      const inside = (end === -1 ? rows.length : end) - index - 1
      return setRows(rows.toSpliced(index, inside + 1, { ...row, isOpen: false }))
    }
    const part = await reader.ask('members', row.node.start, step)
    const { path, depth } = row
    const inside = rowsOf(part, { start: row.node.start, path, depth: depth + 1 })
    setRows(rows.toSpliced(index, 1, { ...row, isOpen: true }, ...inside))
  }

  function move(to: number): void {
    const row = Math.max(0, Math.min(to, rows.length - 1))
    setActive(row)
    if (row < range.from + 20 || row > range.from + range.count - 24) setTarget({ row })
  }

  function offer(index: number, at: { x: number; y: number }): void {
    const row = rows[index]
    setActive(index)
    if (row?.kind === 'node') setMenu({ ...at, path: row.path, node: row.node })
  }

  function onKeyDown(event: React.KeyboardEvent): void {
    const row = rows[active]
    if (!row) return
    const isOpen = row.kind === 'node' && row.isOpen
    const isClosed = row.kind === 'more' || (row.node.size > 0 && !row.isOpen)
    const act: Record<string, () => unknown> = {
      ArrowDown: () => move(active + 1),
      ArrowUp: () => move(active - 1),
      ArrowRight: () => (isClosed ? toggle(active) : move(active + 1)),
      ArrowLeft: () =>
        isOpen
          ? toggle(active)
          : move(rows.findLastIndex(({ depth }, at) => at < active && depth < row.depth)),
      Enter: () => toggle(active),
      ContextMenu: () => offer(active, placeOf(event.currentTarget)),
      F10: () => event.shiftKey && offer(active, placeOf(event.currentTarget)),
    }
    const wanted = act[event.key]
    if (!wanted || event.ctrlKey || event.metaKey) return
    event.preventDefault()
    event.stopPropagation()
    void wanted()
  }

  return (
    <>
      <VirtualRows
        role="tree"
        label={t('requests.body.treeLabel')}
        count={rows.length}
        first={range.from}
        target={target}
        onRange={setRange}
        onKeyDown={onKeyDown}
      >
        {rows.slice(range.from, range.from + range.count).map((row, offset) => {
          const index = range.from + offset
          return (
            <TreeLine
              key={index}
              row={row}
              isActive={index === active}
              onToggle={() => {
                setActive(index)
                void toggle(index)
              }}
              onMenu={(at) => offer(index, at)}
              links={links}
            />
          )
        })}
      </VirtualRows>
      <ValueMenu
        at={menu}
        reader={reader}
        links={links}
        onCapture={onCapture}
        onClose={() => setMenu(null)}
      />
    </>
  )
}

interface TreeViewProps {
  readonly body: OpenBody
  readonly record: ExchangeRecord
  /** Keeps the value at a JSON path for the next requests. */
  readonly onCapture?: ((path: string) => void) | undefined
}

interface TreeLineProps {
  readonly row: TreeRow
  readonly isActive: boolean
  readonly onToggle: () => void
  readonly onMenu: (at: { x: number; y: number }) => void
  readonly links: Links
}

function TreeLine({ row, isActive, onToggle, onMenu, links }: TreeLineProps) {
  const { t } = useTranslation()
  const style = { paddingLeft: `${14 + 16 * row.depth}px` }
  if (row.kind === 'more')
    return (
      <div role="treeitem" aria-level={row.depth + 1} className={classes.node} style={style}>
        <button type="button" tabIndex={-1} className={classes.more} onClick={onToggle}>
          {t('requests.body.more', { from: row.next.index })}
        </button>
      </div>
    )
  const { node, isOpen } = row
  const isContainer = node.kind === 'object' || node.kind === 'array'
  return (
    <div
      role="treeitem"
      aria-level={row.depth + 1}
      aria-expanded={isContainer && node.size > 0 ? isOpen : undefined}
      aria-selected={isActive}
      className={classes.node}
      style={style}
      onClick={onToggle}
      onContextMenu={(event) => {
        event.preventDefault()
        onMenu({ x: event.clientX, y: event.clientY })
      }}
    >
      <span className={classes.twist}>{isContainer && node.size > 0 && (isOpen ? '▾' : '▸')}</span>
      <span data-kind="name">{node.key}</span>
      {isContainer ? (
        <span className={classes.size}>{node.kind === 'array' ? `[${node.size}]` : `{${node.size}}`}</span>
      ) : (
        <span data-kind={node.kind}>
          {node.text}
          {node.isCut && '…'}
        </span>
      )}
      <LinkButton url={links.urlOf(node)} onPress={links.open} />
    </div>
  )
}

/** For the mouse alone: by keyboard the menu of the value has it. */
function LinkButton({ url, onPress }: { url: string | null; onPress: (url: string) => void }) {
  const { t } = useTranslation()
  if (url === null) return null
  return (
    <button
      type="button"
      tabIndex={-1}
      className={classes.link}
      title={url}
      aria-label={t('requests.body.openLink')}
      onClick={(event) => {
        event.stopPropagation()
        onPress(url)
      }}
    >
      <IconArrowUpRight size={13} aria-hidden />
    </button>
  )
}

function rowsOf(
  { nodes, next }: { nodes: readonly TreeNode[]; next: MembersFrom | null },
  { start, path, depth }: { start: number; path: string; depth: number },
): TreeRow[] {
  const rows: TreeRow[] = nodes.map((node) => ({
    kind: 'node',
    node,
    path: childPath(path, node.key),
    depth,
    isOpen: false,
  }))
  return next ? [...rows, { kind: 'more', start, path, depth, next }] : rows
}

function placeOf(element: Element): { x: number; y: number } {
  const selected = element.querySelector('[aria-selected="true"]') ?? element
  const { left, bottom } = selected.getBoundingClientRect()
  return { x: left + 24, y: bottom }
}
