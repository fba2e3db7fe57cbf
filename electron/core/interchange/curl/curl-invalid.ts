import { AppError } from '../../../../shared/errors.ts'
import { redactText } from '../../history/redact.ts'

/** CURL_INVALID, with the few characters that stand there. */
export function curlInvalid(command: string, position: number, detail: string): AppError<'CURL_INVALID'> {
  const near = redactText(command.slice(position, position + 24))
  return new AppError('CURL_INVALID', { position, near, detail })
}
