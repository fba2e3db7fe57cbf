import * as z from 'zod'

export const comparison = z.enum([
  'equal',
  'not-equal',
  'contains',
  'not-contains',
  /** A regular expression, found anywhere. */
  'matches',
  'greater',
  'greater-or-equal',
  'less',
  'less-or-equal',
  /** These two take no value. */
  'exists',
  'not-exists',
])
export type Comparison = z.infer<typeof comparison>

/** The one element of a list whose `field` compares so: "the id of the image named X". */
const elementSearch = z.object({
  /** Path inside an element. */
  field: z.string(),
  comparison,
  value: z.string(),
  /** Path, inside the element that was found, of what is taken. */
  take: z.string(),
})

/**
 * A place in an answer. JSON paths are RFC 9535 (`$.images[0].id`); one that does not begin with `$` is dotted
 * (`images.0.id`). With `find`, the path leads to a list.
 */
export const answerPart = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('status') }),
  z.object({ kind: z.literal('header'), name: z.string() }),
  z.object({ kind: z.literal('json'), path: z.string(), find: elementSearch.optional() }),
  /** The whole body, as text. */
  z.object({ kind: z.literal('body') }),
  /** From the start to the last byte, in ms. */
  z.object({ kind: z.literal('time') }),
])
export type AnswerPart = z.infer<typeof answerPart>

export const condition = z.object({ part: answerPart, comparison, value: z.string() })
export type Condition = z.infer<typeof condition>

const always = {
  isEnabled: z.boolean().default(true),
  /** Null: whatever the answer is. */
  when: condition.nullable().default(null),
  /** Whether the request counts as failed when this does not work out. */
  onFailure: z.enum(['go-on', 'fail']).default('go-on'),
}

/**
 * What is done with an answer, without code: a value gets a name, so that the next request can use `{{name}}`, or a
 * claim is checked. Values and paths may hold `{{names}}` themselves.
 */
export const requestAction = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('set-variable'),
    variable: z.string(),
    part: answerPart,
    isSecret: z.boolean().default(false),
    ...always,
  }),
  z.object({ kind: z.literal('assert'), claim: condition, ...always }),
])
export type RequestAction = z.infer<typeof requestAction>
export type Assertion = Extract<RequestAction, { kind: 'assert' }>
export type SetVariable = Extract<RequestAction, { kind: 'set-variable' }>

/** An action that can be carried out: nothing that it needs is still blank. */
export const finishedAction = requestAction.refine(isFinished)

function isFinished(action: RequestAction): boolean {
  const parts = action.kind === 'assert' ? [action.claim.part] : [action.part]
  if (action.when) parts.push(action.when.part)
  const isNamed = action.kind === 'assert' || /^[A-Za-z_][\w.-]*$/.test(action.variable)
  return isNamed && parts.every(isWhole)
}

function isWhole(part: AnswerPart): boolean {
  if (part.kind === 'header') return part.name !== ''
  if (part.kind === 'json') return part.path !== '' && part.find?.field !== ''
  return true
}

/** How an action ended. The value itself is not told. */
export const actionOutcome = z.object({
  action: requestAction,
  isMet: z.boolean(),
  /** Not met, and the action says that this fails the request. */
  isFailure: z.boolean(),
  reason: z.enum([
    'set',
    'holds',
    'differs',
    /** Its `when` did not hold: nothing was to be done. */
    'not-asked',
    'header-missing',
    'path-missing',
    'path-invalid',
    'pattern-invalid',
    'not-json',
    /** Longer than what is read for the sake of one value. */
    'too-long',
    'value-unknown',
  ]),
  /** For a claim that does not hold: what the answer said, cut short; null when it is secret or there was none. */
  found: z.string().nullable(),
})
export type ActionOutcome = z.infer<typeof actionOutcome>
