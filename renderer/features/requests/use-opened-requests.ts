import { useEffect, useEffectEvent } from 'react'

import { useOpenedInbox } from '../../lib/opened-inbox.ts'
import { useWrittenOut, writtenOut } from './written-out/use-written-out.ts'

/** Opens the cURL files and the exports that were opened with Arclight from outside, one import after the other. */
export function useOpenedRequests(onCurl: (command: string) => void): void {
  const items = useOpenedInbox((inbox) => inbox.items)
  const isFree = useWrittenOut(({ shown }) => shown === null)

  const takeCurl = useEffectEvent(() => {
    const { take } = useOpenedInbox.getState()
    for (let file = take('curl'); file; file = take('curl')) onCurl(file.command)
  })

  useEffect(() => {
    takeCurl()
    return useOpenedInbox.subscribe(() => takeCurl())
  }, [])
  useEffect(() => {
    if (isFree && items.some(({ kind }) => kind === 'other')) writtenOut.getState().show('import')
  }, [items, isFree])
}
