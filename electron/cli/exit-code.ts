import type { AppErrorCode } from '../../shared/errors.ts'

/** Why the command ended, for scripts. These numbers do not change. */
export const exitCodes = {
  done: 0,
  /** The cloud refused, an answer was not good, or an assertion failed. */
  refused: 1,
  usage: 2,
  signIn: 3,
  unreachable: 4,
  notFound: 5,
  /** The bytes arrived, and are not the right ones. */
  notVerified: 6,
  /** A local file or disk. */
  file: 7,
  /** A fault of Arclight's own (sysexits.h: EX_SOFTWARE). */
  bug: 70,
  /** 128 + SIGINT, as shells have it. */
  interrupted: 130,
} as const
export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes]

export function exitCodeFor(code: AppErrorCode): ExitCode {
  return (
    special[code] ?? (/^(FILE|DISK|CA_FILE|CLOUDS_FILE)_/.test(code) ? exitCodes.file : exitCodes.refused)
  )
}

const special: Partial<Record<AppErrorCode, ExitCode>> = {
  CLOUD_UNREACHABLE: exitCodes.unreachable,
  TLS_FAILED: exitCodes.unreachable,
  BAD_ANSWER: exitCodes.unreachable,
  ANSWER_CUT: exitCodes.unreachable,
  WRONG_CREDENTIALS: exitCodes.signIn,
  NOT_KEYSTONE: exitCodes.signIn,
  NO_IMAGE_SERVICE: exitCodes.signIn,
  SECRET_NEEDED: exitCodes.signIn,
  FACTOR_NEEDED: exitCodes.signIn,
  SIGNED_OUT: exitCodes.signIn,
  OAUTH_SIGN_IN_NEEDED: exitCodes.signIn,
  IMAGE_GONE: exitCodes.notFound,
  HASH_DIFFERS: exitCodes.notVerified,
  DATA_NOT_KEPT: exitCodes.notVerified,
  SIZE_DIFFERS: exitCodes.notVerified,
  COPY_TO_ITSELF: exitCodes.usage,
  FILE_NOT_CHOSEN: exitCodes.usage,
  URL_INVALID: exitCodes.usage,
  HEADER_INVALID: exitCodes.usage,
  CURL_INVALID: exitCodes.usage,
  NOT_A_COLLECTION: exitCodes.usage,
  REQUEST_DAMAGED: exitCodes.file,
  IMPORT_UNREADABLE: exitCodes.file,
  BACKUP_UNREADABLE: exitCodes.file,
  VARIABLES_UNKNOWN: exitCodes.usage,
}
