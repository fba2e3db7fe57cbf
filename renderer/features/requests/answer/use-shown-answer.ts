import { useEffect, useState } from 'react'

import type { Answer } from './create-answers.ts'

/** Most answers are here by then: a note that flashes up before them says nothing, and to draw it takes longer. */
const patienceMs = 150

/** What is to be seen of a tab's answer: the one before for a moment, while the next is on its way. */
export function useShownAnswer(answer: Answer | undefined): Answer | undefined {
  const sending = answer?.state === 'sending' ? answer : null
  const [late, setLate] = useState<AbortController | null>(null)
  const stop = sending?.stop ?? null

  useEffect(() => {
    if (!stop) return
    const timer = setTimeout(() => setLate(stop), patienceMs)
    return () => clearTimeout(timer)
  }, [stop])

  return sending?.before && late !== stop ? sending.before : answer
}
