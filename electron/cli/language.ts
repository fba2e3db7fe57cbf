import i18next, { type i18n } from 'i18next'

import type { Say } from '../../shared/explain-problem.ts'
import en from '../../renderer/locales/en.json' with { type: 'json' }
import vi from '../../renderer/locales/vi.json' with { type: 'json' }
import { english, vietnamese, type Words } from './words.ts'

/** What the command line says, in one language. */
export interface Language {
  readonly tag: 'en' | 'vi'
  readonly words: Words
  /** The sentences that the page has, too. */
  readonly say: Say
}

/** Vietnamese where the environment speaks it (LC_ALL, LC_MESSAGES, LANG, in this order: POSIX), else English. */
export function languageOf(env: NodeJS.ProcessEnv): Language {
  const locale = env.LC_ALL || env.LC_MESSAGES || env.LANG || ''
  const tag = /^vi\b/i.test(locale.replace('_', '-')) ? 'vi' : 'en'
  const instance: i18n = i18next.createInstance({
    lng: tag,
    fallbackLng: 'en',
    contextSeparator: '|',
    resources: { en: { translation: en }, vi: { translation: vi } },
    interpolation: { escapeValue: false, prefix: '{', suffix: '}' },
    initAsync: false,
  })
  void instance.init()
  return { tag, words: tag === 'vi' ? vietnamese : english, say: (key, filled) => instance.t(key, filled) }
}
