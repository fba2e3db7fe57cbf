import classes from './status-dot.module.css'

export type Tone = 'ok' | 'run' | 'warn' | 'bad' | 'idle'

/** A status in its colour; the word says it too, so that colour is never alone. */
export function StatusDot({ tone, children }: { tone: Tone; children: string }) {
  return <span className={`${classes.dot} ${classes[tone]}`}>{children}</span>
}
