import * as z from 'zod'

/** What a draft held before there were actions. */
const earlierCapture = z.object({
  variable: z.string(),
  source: z.union([
    z.object({ kind: z.literal('header'), name: z.string() }),
    z.object({ kind: z.literal('json'), path: z.string() }),
  ]),
  whenStatus: z.int().nullable(),
  isSecret: z.boolean(),
})

const earlierDraft = z.looseObject({ captures: z.array(earlierCapture), actions: z.undefined().optional() })

/** A draft that an earlier version kept, as `requestDraft` takes it: its captures become actions. */
export function upgradeDraft(kept: unknown): unknown {
  const { data } = earlierDraft.safeParse(kept)
  if (!data) return kept
  const { captures, ...draft } = data
  const actions = captures.map(({ variable, source, whenStatus, isSecret }) => ({
    kind: 'set-variable',
    variable,
    part: source,
    isSecret,
    when:
      whenStatus === null
        ? null
        : { part: { kind: 'status' }, comparison: 'equal', value: String(whenStatus) },
  }))
  return { ...draft, actions }
}
