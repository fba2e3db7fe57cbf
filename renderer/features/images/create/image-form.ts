import type { NewImage } from '../../../../shared/model/image.ts'

export const visibilities = ['private', 'shared', 'community', 'public'] as const
export type Visibility = (typeof visibilities)[number]

/** What is typed into the form, as it is typed. */
export interface ImageForm {
  readonly name: string
  readonly id: string
  readonly diskFormat: string | null
  readonly containerFormat: string | null
  readonly visibility: Visibility
  readonly minDiskGb: number | string
  readonly minRamMb: number | string
  readonly tags: string[]
  /** One `name=value` a line. */
  readonly properties: string
  readonly isProtected: boolean
}

export const emptyForm: ImageForm = {
  name: '',
  id: '',
  diskFormat: 'qcow2',
  containerFormat: 'bare',
  visibility: 'private',
  minDiskGb: '',
  minRamMb: '',
  tags: [],
  properties: '',
  isProtected: false,
}

export type FormProblem =
  | 'nameMissing'
  | 'nameTooLong'
  | 'idInvalid'
  | 'notWhole'
  | 'tagTooLong'
  | 'tooManyTags'
  | 'propertyInvalid'
export type FormProblems = Partial<Record<keyof ImageForm, FormProblem>>

/** What Glance would refuse, found before it is asked (Image API v2, "Create image"). */
export function checkForm(form: ImageForm): FormProblems {
  const problems: FormProblems = {}
  if (form.name.trim() === '') problems.name = 'nameMissing'
  if (form.name.trim().length > 255) problems.name = 'nameTooLong'
  if (form.id.trim() !== '' && !uuid.test(form.id.trim())) problems.id = 'idInvalid'
  if (!isWhole(form.minDiskGb)) problems.minDiskGb = 'notWhole'
  if (!isWhole(form.minRamMb)) problems.minRamMb = 'notWhole'
  if (form.tags.length > 128) problems.tags = 'tooManyTags'
  if (form.tags.some((tag) => tag.length > 255)) problems.tags = 'tagTooLong'
  if (readProperties(form.properties) === null) problems.properties = 'propertyInvalid'
  return problems
}

/** The image to ask for. What was left empty is left out, so that the cloud's own default holds. */
export function toNewImage(form: ImageForm): NewImage {
  const id = form.id.trim().toLowerCase()
  const properties = readProperties(form.properties) ?? {}
  return {
    name: form.name.trim(),
    diskFormat: form.diskFormat,
    containerFormat: form.containerFormat,
    visibility: form.visibility,
    ...(id === '' ? {} : { id }),
    ...(form.minDiskGb === '' ? {} : { minDiskGb: Number(form.minDiskGb) }),
    ...(form.minRamMb === '' ? {} : { minRamMb: Number(form.minRamMb) }),
    ...(form.tags.length === 0 ? {} : { tags: [...form.tags] }),
    ...(Object.keys(properties).length === 0 ? {} : { properties }),
    ...(form.isProtected ? { isProtected: true } : {}),
  }
}

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i

/** Null when a line has no name. A value may hold further equals signs, as kernel command lines do. */
function readProperties(text: string): Record<string, string> | null {
  const lines = text.split('\n').filter((line) => line.trim() !== '')
  const pairs = lines.map((line) => /^\s*([^=\s][^=]{0,254}?)\s*=\s*(.*?)\s*$/.exec(line))
  if (pairs.some((pair) => pair === null)) return null
  return Object.fromEntries(pairs.map((pair) => [pair?.[1] ?? '', pair?.[2] ?? '']))
}

function isWhole(value: number | string): boolean {
  return (
    value === '' || (Number.isInteger(Number(value)) && Number(value) >= 0 && Number(value) <= 2 ** 31 - 1)
  )
}
