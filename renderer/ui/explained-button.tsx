import { Button, type ButtonProps, Tooltip } from '@mantine/core'
import type { ReactNode } from 'react'

interface ExplainedButtonProps extends ButtonProps {
  /** Why it cannot be pressed now; null when it can. */
  reason: string | null
  /** Shown on a button that can be pressed, for one that is only an icon. */
  hint?: string
  'aria-label'?: string
  onClick: () => void
  children: ReactNode
}

/** A button that, when it is forbidden, stays reachable by keyboard and says which rule forbids it. */
export function ExplainedButton({ reason, hint, onClick, ...button }: ExplainedButtonProps) {
  const label = reason ?? hint
  const isForbidden = reason !== null
  return (
    <Tooltip label={label} disabled={!label} events={{ hover: true, focus: true, touch: true }}>
      <Button
        {...button}
        {...(isForbidden ? { 'data-disabled': true, variant: 'default' } : {})}
        aria-disabled={isForbidden || undefined}
        onClick={isForbidden ? (event) => event.preventDefault() : onClick}
      />
    </Tooltip>
  )
}
