/** The time of day to the second; before today, its date too. */
export function formatWhen(timeMs: number, nowMs: number, language: string): string {
  const time = new Date(timeMs)
  const clock = time.toLocaleTimeString(language, {
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    hour12: false,
  })
  if (time.toDateString() === new Date(nowMs).toDateString()) return clock
  const date = time.toLocaleDateString(language, { day: 'numeric', month: 'short' })
  return `${clock} ${date}`
}
