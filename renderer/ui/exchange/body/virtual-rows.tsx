import { type ReactNode, useEffect, useEffectEvent, useRef, useState } from 'react'

import classes from './body.module.css'

export const rowHeight = 19
// Browsers cannot scroll through more than some ten million pixels; a taller list is scrolled in proportion.
const tallest = 8_000_000
const margin = 20

export interface RowRange {
  readonly from: number
  readonly count: number
}

interface VirtualRowsProps {
  readonly count: number
  readonly label: string
  readonly role: 'textbox' | 'tree' | 'table'
  /** The row that the first of `children` is. */
  readonly first: number
  /** A row to bring into view; a new object each time it is wanted. */
  readonly target?: { readonly row: number } | null
  readonly head?: ReactNode
  readonly onRange: (range: RowRange) => void
  readonly onKeyDown?: (event: React.KeyboardEvent) => void
  readonly children: ReactNode
}

/** As many of any number of rows as can be seen, and a few more. */
export function VirtualRows({ count, first, target, onRange, ...props }: VirtualRowsProps) {
  const box = useRef<HTMLDivElement>(null)
  const [top, setTop] = useState(0)
  const full = count * rowHeight
  const isScaled = full > tallest

  const look = useEffectEvent((wanted?: number) => {
    const { current } = box
    if (!current) return
    const shown = Math.ceil(current.clientHeight / rowHeight)
    const way = Math.max(1, current.scrollHeight - current.clientHeight)
    const byBar = isScaled
      ? Math.round((current.scrollTop / way) * Math.max(0, count - shown + 2))
      : Math.floor(current.scrollTop / rowHeight)
    const now = wanted ?? byBar
    setTop(now)
    onRange({ from: Math.max(0, now - margin), count: shown + 2 * margin })
  })
  const goTo = useEffectEvent((row: number) => {
    const { current } = box
    if (!current) return
    const shown = Math.ceil(current.clientHeight / rowHeight)
    const now = Math.max(0, Math.min(row, count - shown + 2))
    const way = current.scrollHeight - current.clientHeight
    current.scrollTop = isScaled ? (now / Math.max(1, count - shown + 2)) * way : now * rowHeight
    look(isScaled ? now : undefined)
  })
  const turn = useEffectEvent((event: WheelEvent) => {
    if (!isScaled || event.deltaY === 0 || event.ctrlKey) return
    event.preventDefault()
    goTo(top + Math.sign(event.deltaY) * Math.max(1, Math.round(Math.abs(event.deltaY) / rowHeight)))
  })

  useEffect(() => {
    const { current } = box
    if (!current) return
    const observer = new ResizeObserver(() => look())
    observer.observe(current)
    const onWheel = (event: WheelEvent) => turn(event)
    current.addEventListener('wheel', onWheel, { passive: false })
    return () => {
      observer.disconnect()
      current.removeEventListener('wheel', onWheel)
    }
  }, [])
  useEffect(() => {
    if (target) goTo(Math.max(0, target.row - 4))
  }, [target])

  return (
    <div
      ref={box}
      className={classes.rows}
      role={props.role}
      aria-label={props.label}
      aria-readonly={props.role === 'textbox' || undefined}
      aria-multiline={props.role === 'textbox' || undefined}
      tabIndex={0}
      onScroll={() => look()}
      onKeyDown={(event) => {
        const row = isScaled ? rowFor(event.key, top, count) : null
        if (row !== null) {
          event.preventDefault()
          goTo(row)
        }
        props.onKeyDown?.(event)
      }}
    >
      {props.head}
      <div className={classes.sheet} style={{ height: Math.min(full, tallest) }}>
        <div
          className={isScaled ? classes.stuck : classes.moved}
          style={{ transform: `translateY(${(isScaled ? first - top : first) * rowHeight}px)` }}
        >
          {props.children}
        </div>
      </div>
    </div>
  )
}

const steps: Readonly<Record<string, number>> = { ArrowDown: 1, ArrowUp: -1, PageDown: 20, PageUp: -20 }

/** Where a key leads; null for one that leads nowhere. */
function rowFor(key: string, top: number, count: number): number | null {
  if (key === 'Home') return 0
  if (key === 'End') return count
  const step = steps[key]
  return step === undefined ? null : top + step
}
