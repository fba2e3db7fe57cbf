import type { ImportMethod, ImportTarget } from '../../../../shared/model/image-import.ts'
import type { ImageOperation } from '../../../../shared/model/image-operation.ts'

/** Where the cloud can fetch an image's data from by itself. */
export const importWays = ['web-download', 'glance-direct', 'glance-download'] as const
type ImportWay = (typeof importWays)[number]

/** What is typed, as it is typed. */
export interface ImportForm {
  readonly way: ImportWay
  readonly uri: string
  readonly regionName: string
  readonly sourceImageId: string
  /** To be staged first, for an image that has nothing staged yet. */
  readonly file: File | null
  /** None: the cloud's default store. */
  readonly stores: string[]
}

type ImportProblem = 'uriInvalid' | 'regionMissing' | 'idInvalid' | 'fileMissing'
export type ImportProblems = Partial<Record<'uri' | 'regionName' | 'sourceImageId' | 'file', ImportProblem>>

/** `isStaged`: the image has staged data already. */
export function checkImport(
  { way, uri, regionName, sourceImageId, file }: ImportForm,
  isStaged: boolean,
): ImportProblems {
  const problems: ImportProblems = {}
  if (way === 'glance-direct' && !isStaged && file === null) problems.file = 'fileMissing'
  if (way === 'web-download' && !isWebAddress(uri.trim())) problems.uri = 'uriInvalid'
  if (way !== 'glance-download') return problems
  if (regionName.trim() === '') problems.regionName = 'regionMissing'
  if (!uuid.test(sourceImageId.trim())) problems.sourceImageId = 'idInvalid'
  return problems
}

export function toMethod({ way, uri, regionName, sourceImageId }: ImportForm): ImportMethod {
  switch (way) {
    case 'glance-direct':
      return { name: way }
    case 'web-download':
      return { name: way, uri: uri.trim() }
    case 'glance-download':
      return { name: way, regionName: regionName.trim(), imageId: sourceImageId.trim().toLowerCase() }
  }
}

type ImportOperation = Extract<
  ImageOperation,
  { action: 'import-staged' | 'import-from-web' | 'import-from-cloud' }
>

export function toOperation(form: ImportForm): ImportOperation {
  const target: ImportTarget | null = form.stores.length === 0 ? null : { stores: form.stores }
  switch (form.way) {
    case 'glance-direct':
      return { action: 'import-staged', target }
    case 'web-download':
      return { action: 'import-from-web', uri: form.uri.trim(), target }
    case 'glance-download': {
      const [regionName, sourceImageId] = [form.regionName.trim(), form.sourceImageId.trim().toLowerCase()]
      return { action: 'import-from-cloud', regionName, sourceImageId, target }
    }
  }
}

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i

function isWebAddress(text: string): boolean {
  return URL.canParse(text) && /^https?:$/.test(new URL(text).protocol)
}
