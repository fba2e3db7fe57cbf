import { useStore } from 'zustand'

import { type Answers, createAnswers } from './create-answers.ts'

/** The answers of this page. They outlive a change of screen, not a reload. */
export const answers = createAnswers()

export function useAnswers<Value>(select: (state: Answers) => Value): Value {
  return useStore(answers, select)
}
