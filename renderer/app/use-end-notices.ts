import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'

import { useTransfers } from '../lib/live.ts'
import { useNavigation } from '../lib/navigation.ts'
import { useNoticesWanted } from '../lib/notices-wanted.ts'

/**
 * The transfer that ended last, in a sentence for who hears the page; empty before. Tells it outside of the page, too,
 * where the operator asked for that and looks elsewhere.
 */
export function useEndNotices(): string {
  const { t } = useTranslation()
  const transfers = useTransfers()
  const go = useNavigation((navigation) => navigation.go)
  const [isWanted] = useNoticesWanted()
  const running = useRef<ReadonlySet<string>>(new Set())
  const [last, setLast] = useState('')

  useEffect(() => {
    if (!transfers) return
    const ended = transfers.filter(({ id, endedAtMs }) => endedAtMs !== null && running.current.has(id))
    running.current = new Set(transfers.filter(({ endedAtMs }) => endedAtMs === null).map(({ id }) => id))
    const isTold = isWanted && !document.hasFocus() && Notification.permission === 'granted'
    for (const { id, state, imageName, fileName } of ended) {
      if (state !== 'verified' && state !== 'unverified' && state !== 'failed') continue
      const body = t(`transfers.notices.${state}`, { name: imageName || fileName })
      setLast(body)
      if (!isTold) continue
      const notice = new Notification('Arclight', { body, tag: id })
      notice.addEventListener('click', () => {
        window.focus()
        go('transfers')
      })
    }
  }, [transfers, isWanted, t, go])

  return last
}
