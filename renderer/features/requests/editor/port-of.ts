/** The port that digits say, without those that would make it none; null for no digit. */
export function portOf(typed: string): number | null {
  const digits = Number(typed.replace(/\D/g, '').slice(0, 6))
  const port = digits > 65_535 ? Math.floor(digits / 10) : digits
  return port > 0 ? Math.min(port, 65_535) : null
}
