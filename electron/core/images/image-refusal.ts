import { AppError, type AppErrorCode, type AppErrorData } from '../../../shared/errors.ts'
import type { Answer } from '../http/collect-answer.ts'
import { readRefusal } from '../http/refusal-message.ts'

type ImageRefusalCode = Extract<
  AppErrorCode,
  | 'IMAGE_GONE'
  | 'IMAGE_ID_TAKEN'
  | 'IMAGE_FORBIDS'
  | 'IMAGE_FORMAT_REFUSED'
  | 'IMAGE_TOO_LARGE'
  | 'IMAGE_LIMIT_REACHED'
  | 'IMAGE_NOT_IN_STORE'
  | 'IMPORT_REFUSED'
  | 'MEMBER_GONE'
>
type Meanings = Readonly<Record<number, ImageRefusalCode>>

const ofState: Meanings = { 403: 'IMAGE_FORBIDS', 404: 'IMAGE_GONE', 409: 'IMAGE_FORBIDS' }
const ofData: Meanings = {
  ...ofState,
  410: 'IMAGE_GONE',
  413: 'IMAGE_TOO_LARGE',
  415: 'IMAGE_FORMAT_REFUSED',
}

/**
 * What a refusal of Image API v2 means for the image, by verb and status. A pair that is not here has no meaning of
 * its own and stays CLOUD_REFUSED. An upload's 410 is an image that was deleted while its data went up.
 */
const meanings = {
  list: {},
  formats: {},
  show: { 404: 'IMAGE_GONE' },
  create: { 409: 'IMAGE_ID_TAKEN' },
  update: { ...ofState, 413: 'IMAGE_LIMIT_REACHED' },
  delete: ofState,
  deactivate: ofState,
  reactivate: ofState,
  'add-tag': { ...ofState, 413: 'IMAGE_LIMIT_REACHED' },
  'remove-tag': ofState,
  members: ofState,
  'add-member': { ...ofState, 413: 'IMAGE_LIMIT_REACHED' },
  'change-member': { ...ofState, 404: 'MEMBER_GONE' },
  import: { ...ofData, 400: 'IMPORT_REFUSED', 405: 'IMPORT_REFUSED', 415: 'IMPORT_REFUSED' },
  'delete-from-store': { ...ofState, 404: 'IMAGE_NOT_IN_STORE' },
  tasks: { 404: 'IMAGE_GONE' },
  cache: { ...ofState, 400: 'IMAGE_FORBIDS' },
  probe: {},
  upload: ofData,
  /** Also the answer of a cloud that has no stage. */
  stage: { ...ofData, 404: 'IMPORT_REFUSED', 405: 'IMPORT_REFUSED' },
  download: ofState,
} as const satisfies Record<string, Meanings>
export type ImageVerb = keyof typeof meanings

/** A part of the service that not every cloud has. */
export type ServicePart = AppErrorData<'NOT_OFFERED'>['part']

const notOffered: readonly number[] = [403, 404, 405]

/** The error for an answer that is not a success. `imageId` is null when the call names no image. */
export function imageRefusal(
  { verb, imageId, part }: { verb: ImageVerb; imageId: string | null; part?: ServicePart },
  answer: Answer & { host: string },
): AppError {
  const { message, requestId } = readRefusal(answer)
  const refusal = { host: answer.host, status: answer.status, message, requestId }
  if (part && notOffered.includes(answer.status)) return new AppError('NOT_OFFERED', { ...refusal, part })
  const ofVerb: Meanings = meanings[verb]
  const code = ofVerb[answer.status]
  if (!code || imageId === null) return new AppError('CLOUD_REFUSED', refusal)
  return new AppError(code, { ...refusal, imageId })
}
