import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'

import { useTransfers } from '../lib/live.ts'
import { useNavigation } from '../lib/navigation.ts'
import { useNoticesWanted } from '../lib/notices-wanted.ts'

/** Tells outside of the page that a transfer has ended, where the operator asked for it and looks elsewhere. */
export function useEndNotices(): void {
  const { t } = useTranslation()
  const transfers = useTransfers()
  const go = useNavigation((navigation) => navigation.go)
  const [isWanted] = useNoticesWanted()
  const running = useRef<ReadonlySet<string>>(new Set())

  useEffect(() => {
    if (!transfers) return
    const ended = transfers.filter(({ id, endedAtMs }) => endedAtMs !== null && running.current.has(id))
    running.current = new Set(transfers.filter(({ endedAtMs }) => endedAtMs === null).map(({ id }) => id))
    if (!isWanted || document.hasFocus() || Notification.permission !== 'granted') return
    for (const { id, state, imageName, fileName } of ended) {
      if (state !== 'verified' && state !== 'unverified' && state !== 'failed') continue
      const body = t(`transfers.notices.${state}`, { name: imageName || fileName })
      const notice = new Notification('Arclight', { body, tag: id })
      notice.addEventListener('click', () => {
        window.focus()
        go('transfers')
      })
    }
  }, [transfers, isWanted, t, go])
}
