import { useEffect, useEffectEvent } from 'react'

import { useOpenedInbox } from '../../lib/opened-inbox.ts'
import { type ImportTexts, noTexts, partOf } from './import-texts.ts'

/** Offers the clouds of files that were opened with Arclight from outside; of two of one kind the later counts. */
export function useOpenedClouds(onTexts: (texts: ImportTexts) => void): void {
  const take = useEffectEvent(() => {
    const inbox = useOpenedInbox.getState()
    let texts: ImportTexts | null = null
    for (let file = inbox.take('clouds'); file; file = inbox.take('clouds'))
      texts = { ...(texts ?? noTexts), [partOf(file.name, file.text)]: file.text }
    if (texts) onTexts(texts)
  })
  useEffect(() => {
    take()
    return useOpenedInbox.subscribe(() => take())
  }, [])
}
