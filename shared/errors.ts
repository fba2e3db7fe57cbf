import * as z from 'zod'

import { tlsRefusal } from './model/tls.ts'

const host = z.string()
const requestId = z.string().nullable()
const refusal = { host, status: z.int(), message: z.string(), requestId }
const imageRefusal = z.object({ ...refusal, imageId: z.string() })
const file = { name: z.string() }

/**
 * Every way a call can fail that an operator can do something about, with what its sentence needs.
 *
 * Anything else is a bug and reaches the page as INTERNAL_SERVER_ERROR. Data holds no secret, no header value and
 * no query string. Each code has its sentence in both languages, or the page does not compile.
 */
const errorShapes = {
  /** Nothing was sent, or no answer came: see `reason`. */
  CLOUD_UNREACHABLE: {
    data: z.object({
      host,
      reason: z.enum(['refused', 'name-not-found', 'timed-out', 'unroutable', 'reset', 'closed', 'other']),
      detail: z.string(),
    }),
  },
  /** TLS failed; `untrusted` is what "trust this CA" can mend. */
  TLS_FAILED: {
    data: z.object({
      host,
      reason: tlsRefusal,
      detail: z.string(),
    }),
  },
  /** The bytes that came are not HTTP, or its head is larger than 256 KiB. */
  BAD_ANSWER: { data: z.object({ host, detail: z.string() }) },
  /** The connection ended inside the answer's body. `expectedBytes` is null for a chunked one. */
  ANSWER_CUT: {
    data: z.object({ host, receivedBytes: z.int(), expectedBytes: z.int().nullable(), requestId }),
  },
  /** More came than any such answer holds, and no end of it. */
  ANSWER_ENDLESS: { data: z.object({ host, receivedBytes: z.int() }) },
  /** The proxy on the way, not the server. `source`: `request`, or the variable of the environment that names it. */
  PROXY_FAILED: {
    data: z.object({
      proxy: z.string(),
      source: z.string(),
      reason: z.enum(['invalid', 'unreachable', 'credentials', 'refused']),
      detail: z.string(),
    }),
  },
  CLIENT_CERTIFICATE_INVALID: {
    data: z.object({ host, reason: z.enum(['passphrase', 'mismatch', 'outdated', 'unreadable']) }),
  },
  /** What was asked for had not ended in the time that it was given. */
  TOOK_TOO_LONG: { data: z.object({ host, limitMs: z.number() }) },
  /** A redirect that is not followed; `location` is where it leads, without query. */
  REDIRECT_REFUSED: {
    data: z.object({
      host,
      reason: z.enum(['too-many', 'not-http', 'loses-tls', 'secret-in-body', 'not-a-url']),
      location: z.string(),
      maxHops: z.int(),
    }),
  },
  /** The answer is compressed in a way that is unknown or broken, or unpacks to far more than anybody sends. */
  ANSWER_UNDECODABLE: {
    data: z.object({
      host,
      reason: z.enum(['corrupt', 'unknown', 'bomb']),
      coding: z.string(),
      sizeBytes: z.int(),
    }),
  },
  /** Any refusal of a cloud's that has no code of its own. */
  CLOUD_REFUSED: { data: z.object(refusal) },
  WRONG_CREDENTIALS: { data: z.object({ host, cloudName: z.string(), requestId }) },
  NOT_KEYSTONE: { data: z.object({ url: z.string(), found: z.string() }) },
  NO_IMAGE_SERVICE: {
    data: z.object({ cloudName: z.string(), regionName: z.string().nullable(), interface: z.string() }),
  },
  CLOUD_UNKNOWN: { data: z.object({ cloudId: z.string() }) },
  CLOUD_NAME_TAKEN: { data: z.object({ name: z.string() }) },
  SIGNED_OUT: { data: z.object({ cloudName: z.string() }) },
  /** A password, a token or the secret of an application credential, whichever the cloud is entered with. */
  SECRET_NEEDED: { data: z.object({ cloudName: z.string() }) },
  /** What was given is right but not enough; `methods` are Keystone's names of what is missing, `totp` a passcode. */
  FACTOR_NEEDED: { data: z.object({ cloudName: z.string(), methods: z.array(z.string()) }) },
  /** The scope of this sign-in cannot be changed: an application credential belongs to its project. */
  SCOPE_FIXED: { data: z.object({ cloudName: z.string() }) },
  /** The file as a whole cannot be read; `reason` has its sentence, and never a word of the file. */
  CLOUDS_FILE_INVALID: {
    data: z.object({
      file: z.string(),
      line: z.int().nullable(),
      reason: z.enum(['no-clouds', 'syntax', 'tab', 'duplicate-key', 'too-large', 'alias', 'not-in-file']),
      name: z.string().nullable(),
    }),
  },
  /** A file that a cloud's settings name: its CA file, its client certificate or the key of that. */
  TLS_FILE_UNREADABLE: {
    data: z.object({
      path: z.string(),
      reason: z.enum(['unreadable', 'no-certificate', 'no-key']),
      detail: z.string(),
    }),
  },

  IMAGE_GONE: { data: imageRefusal },
  IMAGE_ID_TAKEN: { data: imageRefusal },
  /** 403 or 409 because of the image's state, protection or use. */
  IMAGE_FORBIDS: { data: imageRefusal },
  /** 415 after the upload: the bytes are not what `disk_format` says. The image is queued again. */
  IMAGE_FORMAT_REFUSED: { data: imageRefusal },
  /** 413: a quota, the size cap, a full store, or a proxy's limit; the cloud's words tell which. */
  IMAGE_TOO_LARGE: { data: imageRefusal },
  /** 413 on anything but data: as many tags, properties or members as the cloud allows. */
  IMAGE_LIMIT_REACHED: { data: imageRefusal },
  /** Somebody changed the image since `basedOn`. Moments as the cloud writes them. */
  IMAGE_CHANGED: {
    data: z.object({ host, imageId: z.string(), basedOn: z.string(), updatedAt: z.string() }),
  },
  /** The store holds no copy of the image, or there is no such image. */
  IMAGE_NOT_IN_STORE: { data: imageRefusal },
  /** 400, 405 or 415: the way of import is not known or not on, or its source is not let through. */
  IMPORT_REFUSED: { data: imageRefusal },
  /** The image is not shared with that project, or it is gone. */
  MEMBER_GONE: { data: imageRefusal },
  /** 403, 404 or 405 for a part of the service that not every cloud, or not every role, has. */
  NOT_OFFERED: {
    data: z.object({
      ...refusal,
      part: z.enum(['tasks', 'usage', 'cache', 'metadefs', 'members', 'stores', 'imports']),
    }),
  },
  /** The upload was answered as if it had gone well, and the image has no data. */
  DATA_NOT_KEPT: { data: z.object({ imageId: z.string(), status: z.string() }) },
  /** 204 on a download: the image has no data yet. */
  IMAGE_EMPTY: { data: z.object({ imageId: z.string() }) },
  /** The cloud still holds on to an upload that broke off. `status`: what the image is in the meantime. */
  IMAGE_BUSY: { data: z.object({ imageId: z.string(), status: z.string() }) },

  HISTORY_SEARCH_UNCLEAR: { data: z.object({ term: z.string() }) },
  FILE_GONE: { data: z.object(file) },
  FILE_CHANGED: { data: z.object({ ...file, expectedBytes: z.int(), actualBytes: z.int() }) },
  FILE_UNREADABLE: { data: z.object({ ...file, detail: z.string() }) },
  FILE_UNWRITABLE: { data: z.object({ ...file, detail: z.string() }) },
  FILE_EXISTS: { data: z.object(file) },
  /** The page that held the file was closed or reloaded. */
  FILE_LOST: { data: z.object(file) },
  /** A thread that hashes transfers died; the next attempt gets another. */
  HASHING_STOPPED: { data: z.object({ detail: z.string() }) },
  DISK_FULL: { data: z.object({ ...file, neededBytes: z.int().nullable(), freeBytes: z.int().nullable() }) },
  HASH_DIFFERS: {
    data: z.object({ ...file, algorithm: z.string(), expected: z.string(), actual: z.string() }),
  },
  SIZE_DIFFERS: { data: z.object({ ...file, expectedBytes: z.int(), actualBytes: z.int() }) },
  /** The bytes are not what the ending says, or not all of it. */
  FILE_NOT_UNPACKED: { data: z.object({ ...file, format: z.string(), detail: z.string() }) },
  UNPACKED_TOO_LARGE: { data: z.object({ ...file, limitBytes: z.int() }) },
  /** A copy is to go where its image is: the same project of the same cloud. */
  COPY_TO_ITSELF: { data: z.object({ cloudName: z.string() }) },
  TRANSFER_UNKNOWN: { data: z.object({ transferId: z.string() }) },
  /** Another process of this app keeps its data in this folder. */
  DATA_DIR_IN_USE: { data: z.object({ path: z.string() }) },
  /** The process ended while this transfer ran. */
  TRANSFER_INTERRUPTED: { data: z.object({}) },

  URL_INVALID: { data: z.object({ url: z.string(), detail: z.string() }) },
  HEADER_INVALID: { data: z.object({ name: z.string(), detail: z.string() }) },
  VARIABLES_UNKNOWN: { data: z.object({ names: z.array(z.string()) }) },
  COLLECTION_UNREADABLE: { data: z.object({ path: z.string(), detail: z.string() }) },
  /** A folder without an `opencollection.yml`. */
  NOT_A_COLLECTION: { data: z.object({ path: z.string() }) },
  COLLECTION_ITEM_GONE: { data: z.object({ id: z.string() }) },
  COLLECTION_REFUSES: {
    data: z.object({ reason: z.enum(['comes-with-the-app', 'into-itself', 'the-root']) }),
  },
  /** The file is no request: the detail names the line or the key. */
  REQUEST_DAMAGED: { data: z.object({ name: z.string(), detail: z.string() }) },
  /** Nothing was written, because `key` of the request is a secret that was typed out. */
  SECRET_IN_REQUEST: { data: z.object({ file: z.string(), key: z.string() }) },
  /** A value names itself, by way of the names between the first and the last. */
  VARIABLES_CYCLIC: { data: z.object({ names: z.array(z.string()) }) },
  VARIABLE_TOO_LONG: { data: z.object({ name: z.string() }) },
  FILE_NOT_CHOSEN: { data: z.object({}) },
  /** A request is to be signed with the token of a cloud, and there is none. */
  CLOUD_NOT_CHOSEN: { data: z.object({}) },
  CLOUD_NAME_UNKNOWN: { data: z.object({ name: z.string() }) },
  /** To be signed in for, and not signed by an authorization code. */
  AUTH_UNSUPPORTED: { data: z.object({}) },
  /** The token endpoint of an OAuth 2 server gave none; `detail` is its own word (RFC 6749 section 5.2). */
  OAUTH_REFUSED: { data: z.object({ host, detail: z.string() }) },
  /** There is no token that the request could be signed with, and a person must allow one. */
  OAUTH_SIGN_IN_NEEDED: { data: z.object({ host }) },
  /** Nobody answered the authorization page. */
  OAUTH_UNANSWERED: { data: z.object({ host, limitMs: z.number() }) },
  COOKIE_GONE: { data: z.object({ name: z.string() }) },
  /** Written by hand, and none that could be sent: `reason` is the part that is wrong. */
  COOKIE_INVALID: {
    data: z.object({ name: z.string(), reason: z.enum(['name', 'value', 'domain', 'path']) }),
  },
  CURL_INVALID: { data: z.object({ position: z.int(), near: z.string(), detail: z.string() }) },
  /** The passphrase has not been given yet since the app started, or since the vault was locked. */
  VAULT_LOCKED: { data: z.object({}) },
  /** Or the file was changed by somebody else: the two cannot be told apart. */
  WRONG_PASSPHRASE: { data: z.object({}) },
  VAULT_EXISTS: { data: z.object({}) },
  /** The platform keeps secrets itself, or there is no vault yet. */
  VAULT_NOT_USED: { data: z.object({}) },
  /** A file that should be imported cannot be; `detail` is what a parser said, if one did. */
  IMPORT_UNREADABLE: {
    data: z.object({
      name: z.string(),
      reason: z.enum([
        'empty',
        'too-large',
        'not-text',
        'not-parsed',
        'unknown-format',
        'unknown-version',
        'passphrase-needed',
        'passphrase-wrong',
      ]),
      detail: z.string(),
    }),
  },
  /** A file that should be restored is no backup of this app's, or not a whole one. */
  BACKUP_UNREADABLE: {
    data: z.object({
      ...file,
      reason: z.enum(['damaged', 'later-version', 'too-large', 'odd-names', 'wrong-passphrase']),
    }),
  },
  EXCHANGE_UNKNOWN: { data: z.object({ exchangeId: z.string() }) },
} as const

type ErrorShapes = typeof errorShapes
/** A name for the whole, so that the compiler does not write all of it out with every call of the contract. */
export interface AppErrors extends ErrorShapes {}

export const appErrors: AppErrors = errorShapes

export type AppErrorCode = keyof AppErrors
export type AppErrorData<Code extends AppErrorCode> = z.infer<AppErrors[Code]['data']>

export const appErrorCodes = Object.keys(appErrors) as AppErrorCode[]

/**
 * The one error class of the app. Core throws it, the api layer turns it into the contract's typed error, and
 * nothing in between catches it to wrap it again.
 */
export class AppError<Code extends AppErrorCode = AppErrorCode> extends Error {
  override readonly name = 'AppError'
  readonly code: Code
  readonly data: AppErrorData<Code>

  constructor(code: Code, data: AppErrorData<Code>, options?: ErrorOptions) {
    super(code, options)
    this.code = code
    this.data = data
  }
}

export function isAppError<Code extends AppErrorCode>(error: unknown, code: Code): error is AppError<Code> {
  return error instanceof AppError && error.code === code
}
