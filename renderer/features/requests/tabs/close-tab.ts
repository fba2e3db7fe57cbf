import { answers } from '../answer/use-answers.ts'
import { workbench } from './use-workbench.ts'

/** Closes a tab, and with it what was under way or answered there. */
export function closeTab(tabId: string): void {
  workbench.getState().close(tabId)
  answers.getState().forget(tabId)
}
