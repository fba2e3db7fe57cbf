import { AppError, type AppErrorCode } from '../../../shared/errors.ts'
import type { Answer } from '../http/collect-answer.ts'
import { readRefusal } from '../http/refusal-message.ts'

export type ImageVerb =
  | 'list'
  | 'show'
  | 'create'
  | 'delete'
  | 'deactivate'
  | 'reactivate'
  | 'formats'
  | 'upload'
  | 'download'

type ImageRefusalCode = Extract<
  AppErrorCode,
  'IMAGE_GONE' | 'IMAGE_ID_TAKEN' | 'IMAGE_FORBIDS' | 'IMAGE_FORMAT_REFUSED' | 'IMAGE_TOO_LARGE'
>

/**
 * What a refusal of Image API v2 means for the image, by verb and status. A pair that is not here has no meaning of
 * its own and stays CLOUD_REFUSED. An upload's 410 is an image that was deleted while its data went up.
 */
const meanings: Record<ImageVerb, Readonly<Record<number, ImageRefusalCode>>> = {
  list: {},
  formats: {},
  show: { 404: 'IMAGE_GONE' },
  create: { 409: 'IMAGE_ID_TAKEN' },
  delete: { 403: 'IMAGE_FORBIDS', 404: 'IMAGE_GONE', 409: 'IMAGE_FORBIDS' },
  deactivate: { 403: 'IMAGE_FORBIDS', 404: 'IMAGE_GONE', 409: 'IMAGE_FORBIDS' },
  reactivate: { 403: 'IMAGE_FORBIDS', 404: 'IMAGE_GONE', 409: 'IMAGE_FORBIDS' },
  upload: {
    403: 'IMAGE_FORBIDS',
    404: 'IMAGE_GONE',
    409: 'IMAGE_FORBIDS',
    410: 'IMAGE_GONE',
    413: 'IMAGE_TOO_LARGE',
    415: 'IMAGE_FORMAT_REFUSED',
  },
  download: { 403: 'IMAGE_FORBIDS', 404: 'IMAGE_GONE', 409: 'IMAGE_FORBIDS' },
}

/** The error for an answer that is not a success. `imageId` is null when the call names no image. */
export function imageRefusal(
  { verb, imageId }: { verb: ImageVerb; imageId: string | null },
  answer: Answer & { host: string },
): AppError {
  const { message, requestId } = readRefusal(answer)
  const refusal = { host: answer.host, status: answer.status, message, requestId }
  const code = meanings[verb][answer.status]
  if (!code || imageId === null) return new AppError('CLOUD_REFUSED', refusal)
  return new AppError(code, { ...refusal, imageId })
}
