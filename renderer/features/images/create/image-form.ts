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
  isProtected: false,
}

export type FormProblem =
  | 'nameMissing'
  | 'nameTooLong'
  | 'idInvalid'
  | 'notWhole'
  | 'tagTooLong'
  | 'tooManyTags'
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
  return problems
}

/** The image to ask for. What was left empty is left out, so that the cloud's own default holds. */
export function toNewImage(form: ImageForm): NewImage {
  const id = form.id.trim().toLowerCase()
  return {
    name: form.name.trim(),
    diskFormat: form.diskFormat,
    containerFormat: form.containerFormat,
    visibility: form.visibility,
    ...(id === '' ? {} : { id }),
    ...(form.minDiskGb === '' ? {} : { minDiskGb: Number(form.minDiskGb) }),
    ...(form.minRamMb === '' ? {} : { minRamMb: Number(form.minRamMb) }),
    ...(form.tags.length === 0 ? {} : { tags: [...form.tags] }),
    ...(form.isProtected ? { isProtected: true } : {}),
  }
}

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i

function isWhole(value: number | string): boolean {
  return (
    value === '' || (Number.isInteger(Number(value)) && Number(value) >= 0 && Number(value) <= 2 ** 31 - 1)
  )
}
