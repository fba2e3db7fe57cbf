import type { TFunction } from 'i18next'

import { agoFormatter, formatMoment } from '../../../lib/format-time.ts'

/** What cells say in the page's language, made once for all of them: hundreds come into view in a second. */
export interface CellWords {
  readonly yes: string
  count(number: number): string
  ago(at: number, now: number): string
  moment(at: number): string
}

export function cellWords(t: TFunction, language: string): CellWords {
  const numbers = new Intl.NumberFormat(language)
  return {
    yes: t('common.yes'),
    count: (number) => numbers.format(number),
    ago: agoFormatter(language),
    moment: (at) => formatMoment(at, language),
  }
}
