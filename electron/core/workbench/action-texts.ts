import type { AnswerPart, Condition, RequestAction } from '../../../shared/model/request-action.ts'
import { fill, namesIn } from './placeholders.ts'

/** Every name that the values and paths of actions use. */
export function namesOfActions(actions: readonly RequestAction[]): string[] {
  const texts: string[] = []
  for (const action of actions) {
    mapAction(action, (text) => {
      texts.push(text)
      return text
    })
  }
  return namesIn(texts)
}

/** The action with values in place of names; null when one of them has no value. */
export function fillAction(action: RequestAction, values: ReadonlyMap<string, string>): RequestAction | null {
  if (namesOfActions([action]).some((name) => !values.has(name))) return null
  return mapAction(action, (text) => fill(text, values))
}

function mapAction(action: RequestAction, change: (text: string) => string): RequestAction {
  const when = action.when && mapCondition(action.when, change)
  return action.kind === 'assert'
    ? { ...action, when, claim: mapCondition(action.claim, change) }
    : { ...action, when, part: mapPart(action.part, change) }
}

function mapCondition(condition: Condition, change: (text: string) => string): Condition {
  return { ...condition, part: mapPart(condition.part, change), value: change(condition.value) }
}

function mapPart(part: AnswerPart, change: (text: string) => string): AnswerPart {
  if (part.kind !== 'json') return part
  const path = change(part.path)
  return part.find
    ? { ...part, path, find: { ...part.find, value: change(part.find.value) } }
    : { ...part, path }
}
