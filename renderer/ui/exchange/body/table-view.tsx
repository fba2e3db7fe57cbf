import { Button, Checkbox, Menu } from '@mantine/core'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'

import type { TableFacts, TableOrder } from '../../../lib/body/json-table.ts'
import classes from './body.module.css'
import type { OpenBody } from './use-body.ts'
import { useRows } from './use-rows.ts'
import { VirtualRows } from './virtual-rows.tsx'

/** A list of objects as rows and columns. */
export function TableView({ body }: { body: OpenBody }) {
  const { t } = useTranslation()
  const [facts, setFacts] = useState<TableFacts | null | undefined>()

  useEffect(() => {
    let isGone = false
    void body.reader.ask('table').then((found) => {
      if (!isGone) setFacts(found)
    })
    return () => {
      isGone = true
    }
  }, [body.reader])

  if (facts === undefined) return null
  if (facts === null) return <p className={classes.note}>{t('requests.body.noTable')}</p>
  return <Table body={body} facts={facts} />
}

function Table({ body: { reader }, facts }: { body: OpenBody; facts: TableFacts }) {
  const { t } = useTranslation()
  const [columns, setColumns] = useState(facts.columns)
  const [order, setOrder] = useState<TableOrder | null>(null)
  const { loaded, setRange } = useRows(
    async ({ from, count }) => await reader.ask('tableRows', from, count, columns),
    JSON.stringify([columns, order]),
  )
  const template = columns.map(() => 'minmax(120px, 1fr)').join(' ')

  async function sort(column: string): Promise<void> {
    const next = nextOrder(order, column)
    await reader.ask('sortTable', next)
    setOrder(next)
  }

  return (
    <div className={classes.filter}>
      <div className={classes.bar}>
        <span className={classes.hint}>
          <span className="mono">{facts.path}</span> · {t('requests.body.tableRows', { count: facts.rows })}
        </span>
        <ColumnMenu all={facts.columns} shown={columns} onChange={setColumns} />
        <CsvButton load={async () => await reader.ask('csv', columns)} />
      </div>
      <VirtualRows
        role="table"
        label={t('requests.body.tableLabel')}
        count={facts.rows}
        first={loaded?.from ?? 0}
        onRange={setRange}
        head={
          <div role="row" className={classes.tableHead} style={{ gridTemplateColumns: template }}>
            {columns.map((column) => (
              <span key={column} role="columnheader" aria-sort={sortOf(order, column)}>
                <button type="button" onClick={() => void sort(column)}>
                  {column} {order?.column === column && (order.isDescending ? '↓' : '↑')}
                </button>
              </span>
            ))}
          </div>
        }
      >
        {loaded?.rows.map((cells, index) => (
          <div
            key={loaded.from + index}
            role="row"
            className={classes.tableRow}
            style={{ gridTemplateColumns: template }}
          >
            {cells.map((cell, column) => (
              <span key={column} role="cell" title={cell}>
                {cell}
              </span>
            ))}
          </div>
        ))}
      </VirtualRows>
    </div>
  )
}

interface ColumnMenuProps {
  readonly all: readonly string[]
  readonly shown: readonly string[]
  readonly onChange: (columns: readonly string[]) => void
}

function ColumnMenu({ all, shown, onChange }: ColumnMenuProps) {
  const { t } = useTranslation()
  return (
    <Menu closeOnItemClick={false} position="bottom-end">
      <Menu.Target>
        <Button size="compact-xs" variant="default">
          {t('requests.body.columns', { shown: shown.length, count: all.length })}
        </Button>
      </Menu.Target>
      <Menu.Dropdown mah={320} style={{ overflow: 'auto' }}>
        {all.map((column) => {
          const isShown = shown.includes(column)
          return (
            <Menu.Item
              key={column}
              role="menuitemcheckbox"
              aria-checked={isShown}
              // A table keeps one column at least.
              disabled={isShown && shown.length === 1}
              onClick={() => onChange(all.filter((one) => (one === column ? !isShown : shown.includes(one))))}
            >
              <Checkbox size="xs" checked={isShown} readOnly tabIndex={-1} label={column} />
            </Menu.Item>
          )
        })}
      </Menu.Dropdown>
    </Menu>
  )
}

function CsvButton({ load }: { load: () => Promise<string | null> }) {
  const { t } = useTranslation()
  const [said, setSaid] = useState('')
  async function copy(): Promise<void> {
    const csv = await load()
    if (csv !== null) await navigator.clipboard.writeText(csv)
    setSaid(t(csv === null ? 'requests.body.csvTooLarge' : 'common.copied'))
  }
  return (
    <>
      <Button size="compact-xs" variant="default" onClick={() => void copy()}>
        {t('requests.body.copyCsv')}
      </Button>
      <span className={classes.said} role="status">
        {said}
      </span>
    </>
  )
}

// A third click gives the order back in which the rows came.
function nextOrder(order: TableOrder | null, column: string): TableOrder | null {
  if (order?.column !== column) return { column, isDescending: false }
  return order.isDescending ? null : { column, isDescending: true }
}

function sortOf(order: TableOrder | null, column: string): 'ascending' | 'descending' | 'none' {
  if (order?.column !== column) return 'none'
  return order.isDescending ? 'descending' : 'ascending'
}
