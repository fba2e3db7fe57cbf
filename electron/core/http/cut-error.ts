import { AppError } from '../../../shared/errors.ts'
import { headerValue } from './collect-answer.ts'
import { wireError } from './connection/wire-error.ts'
import type { ExchangeHead } from './exchange.ts'

/** What to say of an answer whose body broke off: BAD_ANSWER where it made no sense, else ANSWER_CUT. */
export function cutError(
  host: string,
  { headers, contentLengthBytes: expectedBytes }: ExchangeHead,
  receivedBytes: number,
  wireFailure: Error | null,
): AppError {
  const failure = wireFailure && wireError(wireFailure, host)
  if (failure?.code === 'BAD_ANSWER') return failure
  const requestId = headerValue(headers, 'x-openstack-request-id')
  return new AppError('ANSWER_CUT', { host, receivedBytes, expectedBytes, requestId }, { cause: wireFailure })
}
