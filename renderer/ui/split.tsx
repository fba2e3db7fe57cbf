import { type SplitterPaneSize, useLocalStorage, useSplitter } from '@mantine/hooks'
import type { CSSProperties, ReactNode } from 'react'

import classes from './split.module.css'

type Share = `${number}%` | `${number}px`

interface SplitProps {
  /** Under which the operator's choice is kept. */
  name: string
  /** Of the handle, for a screen reader. */
  label: string
  orientation: 'horizontal' | 'vertical'
  /** Size of the first pane until it is dragged: a share of the whole, or a width that stays when the window grows. */
  first: Share
  children: readonly [ReactNode, ReactNode]
}

/** Two panes with a line between them that is dragged, or moved with the arrow keys. */
export function Split({ name, label, orientation, first, children }: SplitProps) {
  const [share, keep] = useShare(name, first)
  const [min, max] = limits(first)
  const { ref, getHandleProps } = useSplitter<HTMLDivElement>({
    orientation,
    panels: [
      { defaultSize: first, min, max },
      { defaultSize: rest(first), min: '15%' },
    ],
    sizes: [share, rest(share)],
    onSizeChange: ([size]) => keep(size),
    step: 2,
    shiftStep: 10,
  })

  return (
    <div ref={ref} className={classes.root} data-orientation={orientation}>
      <div className={classes.pane} style={firstStyle(share)}>
        {children[0]}
      </div>
      <div className={classes.handle} aria-label={label} {...getHandleProps({ index: 0 })} />
      <div className={classes.pane} style={{ flexGrow: 100 - (isFixed(share) ? 0 : parseFloat(share)) }}>
        {children[1]}
      </div>
    </div>
  )
}

function useShare(name: string, first: Share): [Share, (size: SplitterPaneSize | undefined) => void] {
  const unit = isFixed(first) ? 'px' : '%'
  const [kept, keep] = useLocalStorage({
    key: `arclight.split.${name}`,
    defaultValue: parseFloat(first),
    getInitialValueInEffect: false,
  })
  const size = Number.isFinite(kept) ? kept : parseFloat(first)
  return [`${size}${unit}`, (changed) => changed !== undefined && keep(parseFloat(String(changed)))]
}

function isFixed(share: Share): boolean {
  return share.endsWith('px')
}

function limits(first: Share): [Share, Share] {
  return isFixed(first) ? ['140px', '640px'] : ['15%', '85%']
}

function rest(share: Share): SplitterPaneSize {
  return isFixed(share) ? 100 : `${100 - parseFloat(share)}%`
}

function firstStyle(share: Share): CSSProperties {
  return isFixed(share) ? { flex: `0 0 ${share}` } : { flexGrow: parseFloat(share) }
}
