import { IconArrowDown, IconArrowRight, IconArrowUp } from '@tabler/icons-react'

import type { TransferDirection } from '../../shared/model/transfer.ts'

/** Which way bytes move: up into a cloud, down to a file, or across between two clouds. */
export function DirectionArrow({ direction, size }: { direction: TransferDirection; size: number }) {
  const Arrow = arrows[direction]
  return <Arrow size={size} aria-hidden />
}

const arrows = { upload: IconArrowUp, download: IconArrowDown, copy: IconArrowRight } as const
