/**
 * When a token ends by this machine's clock, and how long its whole life is.
 *
 * The two clocks may differ by hours, so only differences between moments of the same clock are used: the token was
 * issued no earlier than it was asked for. Without `issued_at` the Date header stands in, and without both the
 * expiry is believed as it is.
 */
export function readTokenLife(
  told: { issuedAt: string | null | undefined; expiresAt: string; date: string | null },
  askedAtMs: number,
): { expiresAtMs: number; lifetimeMs: number } {
  const expiresAtMs = Date.parse(told.expiresAt)
  const startedAtMs = [told.issuedAt, told.date]
    .map((text) => Date.parse(text ?? ''))
    .find((ms) => Number.isFinite(ms))
  const lifetimeMs = Math.max(0, Math.round(expiresAtMs - (startedAtMs ?? askedAtMs)))
  if (!Number.isFinite(lifetimeMs)) return { expiresAtMs: askedAtMs, lifetimeMs: 0 }
  return { expiresAtMs: Math.round(askedAtMs) + lifetimeMs, lifetimeMs }
}

/** Renew before a token has less than two minutes left, or half of its life if that is shorter. */
export function needsRenewal(token: { expiresAtMs: number; lifetimeMs: number }, nowMs: number): boolean {
  return token.expiresAtMs - nowMs < Math.min(120_000, token.lifetimeMs / 2)
}
