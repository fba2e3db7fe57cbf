import type { Answer } from '../wire/answer.ts'
import type { Call } from '../wire/call.ts'
import { isField, numberProblem, schemaProblem, wideProblem } from './check-image.ts'
import { json, refuse, refuseWithDetail } from './image-answers.ts'
import { findImage, type ImageContext, requireChange } from './image-context.ts'
import { type Change, readJsonPatch } from './read-json-patch.ts'
import { describeImage, type StoredImage } from './stored-image.ts'

/** PATCH /v2/images/:id. All changes are made, or none. */
export async function updateImage(
  call: Call,
  params: Readonly<Record<string, string>>,
  context: ImageContext,
): Promise<Answer> {
  const changes = await readJsonPatch(call)
  let image = findImage(call, params.id ?? '', context)
  const { isAdmin } = context.viewer
  if (changes.length === 0) return json(200, describeImage(image, isAdmin))
  requireChange(call, image, context)
  for (const change of changes) image = apply(call, change, image, context)
  image = (await context.store.change(image.id, image)) ?? image
  return json(200, describeImage(image, isAdmin))
}

function apply(call: Call, change: Change, image: StoredImage, context: ImageContext): StoredImage {
  const { name, op, value } = change
  if (!isField(name)) return changeProperty(call, change, image)
  if (op === 'remove') throw refuseWithDetail(call, 403, `Property ${name} may not be removed.`)
  if (name === 'owner' && !context.viewer.isAdmin) {
    throw refuseWithDetail(call, 403, "Owner can't be updated by non admin.")
  }
  if ((name === 'disk_format' || name === 'container_format') && !takesFormats.has(image.status)) {
    throw refuse(call, 403, `Attribute ${name} can be only replaced for a queued image.`)
  }
  checkValue(call, name, value)
  if (value === 'public' && name === 'visibility' && !context.viewer.isAdmin) {
    throw refuse(call, 403, 'You are not authorized to complete publicize_image action.')
  }
  return { ...image, ...fieldChange(name, value) }
}

const takesFormats: ReadonlySet<string> = new Set(['queued', 'importing'])

function changeProperty(call: Call, { name, op, value, isOldForm }: Change, image: StoredImage): StoredImage {
  const exists = Object.hasOwn(image.properties, name)
  if (op !== 'add' && !exists) throw refuseWithDetail(call, 409, `Property ${name} does not exist.`)
  if (op === 'add' && exists && isOldForm) {
    throw refuseWithDetail(call, 409, `Property ${name} already present.`)
  }
  if (op === 'remove') {
    const kept = Object.entries(image.properties).filter(([key]) => key !== name)
    return { ...image, properties: Object.fromEntries(kept) }
  }
  checkValue(call, name, value)
  return { ...image, properties: { ...image.properties, [name]: value as string } }
}

function checkValue(call: Call, name: string, value: unknown): void {
  const wide = wideProblem(name, value)
  if (wide) throw refuse(call, 400, wide)
  const problem = schemaProblem(name, value) ?? numberProblem(name, value)
  if (problem) throw refuse(call, 400, problem)
}

/** The value has passed the schema, so it is of the field's type. */
function fieldChange(name: string, value: unknown): Partial<StoredImage> {
  switch (name) {
    case 'disk_format':
      return { diskFormat: value as string | null }
    case 'container_format':
      return { containerFormat: value as string | null }
    case 'min_disk':
      return { minDisk: value as number }
    case 'min_ram':
      return { minRam: value as number }
    case 'os_hidden':
      return { osHidden: value as boolean }
    case 'tags':
      return { tags: [...new Set(value as string[])] }
    default:
      return { [name]: value }
  }
}
