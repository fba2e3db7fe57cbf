import { Tooltip } from '@mantine/core'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'

import type { Session } from '../../shared/model/cloud.ts'
import { formatClock, formatMoment } from '../lib/format-time.ts'
import classes from './layout.module.css'

/** How long the token still lives, as a ring and a clock. */
export function TokenCountdown({ session }: { session: Session }) {
  const { t, i18n } = useTranslation()
  const now = useNow(session.state === 'signed-in')

  if (session.state === 'signed-out') return <span className={classes.chip}>{t('app.signedOut')}</span>
  const leftMs = Math.max(0, session.expiresAtMs - now)
  const left = Math.round((leftMs / session.lifetimeMs) * 100)
  const colour = left > 10 ? 'var(--ok)' : 'var(--warn)'
  const hint = t('app.tokenHint', {
    fingerprint: session.fingerprint,
    moment: formatMoment(session.expiresAtMs, i18n.language),
  })
  return (
    <Tooltip label={hint}>
      <span className={classes.chip} tabIndex={0} role="note" aria-label={hint}>
        <span
          className={classes.ring}
          style={{ background: `conic-gradient(${colour} 0 ${left}%, var(--line) 0)` }}
          aria-hidden
        />
        {leftMs > 0 ? t('app.tokenLeft', { time: formatClock(leftMs) }) : t('app.tokenEnded')}
      </span>
    </Tooltip>
  )
}

function useNow(isTicking: boolean): number {
  const [now, setNow] = useState(Date.now)
  useEffect(() => {
    if (!isTicking) return
    const timer = setInterval(() => setNow(Date.now()), 1000)
    return () => clearInterval(timer)
  }, [isTicking])
  return now
}
