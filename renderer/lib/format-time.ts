/** 231.4 → "231 ms", 4200 → "4.2 s", 192000 → "3:12". */
export function formatDuration(ms: number | null): string {
  if (ms === null) return '–'
  if (ms < 9.95) return `${ms.toFixed(1)} ms`
  if (ms < 1000) return `${Math.round(ms)} ms`
  if (ms < 60_000) return `${(ms / 1000).toFixed(1)} s`
  return formatClock(ms)
}

/** 192000 → "3:12", 4000000 → "1:06:40": for what is counted down or up. */
export function formatClock(ms: number): string {
  const seconds = Math.max(0, Math.round(ms / 1000))
  const [h, m, s] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60]
  const tail = `${h > 0 ? String(m).padStart(2, '0') : m}:${String(s).padStart(2, '0')}`
  return h > 0 ? `${h}:${tail}` : tail
}

/**
 * Says "2 minutes ago" within a week, a date beyond, in the page's language. What knows a language takes longer to make
 * than to use: make one for many.
 */
export function agoFormatter(language: string): (time: number, now: number) => string {
  const relative = new Intl.RelativeTimeFormat(language, { numeric: 'auto', style: 'short' })
  const date = new Intl.DateTimeFormat(language, { year: 'numeric', month: 'short', day: 'numeric' })
  return (time, now) => {
    const seconds = Math.round((time - now) / 1000)
    const size = Math.abs(seconds)
    if (size < 45) return relative.format(0, 'second')
    if (size < 45 * 60) return relative.format(Math.round(seconds / 60), 'minute')
    if (size < 22 * 3600) return relative.format(Math.round(seconds / 3600), 'hour')
    if (size < 7 * 86_400) return relative.format(Math.round(seconds / 86_400), 'day')
    return date.format(time)
  }
}

/** Date and time to the second, in local time, for tooltips and details. */
export function formatMoment(time: number, language: string): string {
  return new Date(time).toLocaleString(language, { dateStyle: 'medium', timeStyle: 'medium' })
}
