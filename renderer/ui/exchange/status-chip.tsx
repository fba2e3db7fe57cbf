import classes from './status-chip.module.css'

/** An HTTP status in its tone, with its words. */
export function StatusChip({ status, text }: { status: number; text: string }) {
  return (
    <span className={classes.chip} data-tone={toneOf(status)}>
      {text === '' ? status : `${status} ${text}`}
    </span>
  )
}

function toneOf(status: number): string {
  if (status < 300) return 'ok'
  if (status < 400) return 'run'
  return status < 500 ? 'warn' : 'bad'
}
