import i18next from 'i18next'
import { initReactI18next } from 'react-i18next'

import type { AppErrorCode } from '../../shared/errors.ts'
import type { ActionRule } from '../../shared/model/image-action.ts'
import en from '../locales/en.json'

export type Language = 'en' | 'vi'

type Sentences = typeof en & {
  errors: Record<AppErrorCode, unknown>
  rules: Record<ActionRule, string>
}

// The build fails here when an error code or a rule lacks its sentence, or when a language lacks a key.
const english: Sentences = en
const loadVietnamese = async (): Promise<Sentences> => (await import('../locales/vi.json')).default

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'page'
    resources: { page: typeof en }
    contextSeparator: '|'
  }
}

/**
 * Loads the language, and English for whatever it lacks. `{name}` marks what is filled in, because `{{name}}` is a
 * request variable on this page.
 */
export async function startLanguage(language: Language): Promise<void> {
  await i18next.use(initReactI18next).init({
    lng: 'en',
    fallbackLng: 'en',
    defaultNS: 'page',
    // Error codes hold underscores, which would otherwise read as contexts.
    contextSeparator: '|',
    resources: { en: { page: english } },
    interpolation: { escapeValue: false, prefix: '{', suffix: '}' },
    returnNull: false,
  })
  await changeLanguage(language)
}

/** What the browser or desktop prefers, among the languages there are. */
export function preferredLanguage(): Language {
  return navigator.languages.some((tag) => tag.toLowerCase().startsWith('vi')) ? 'vi' : 'en'
}

/** Words of another language than English come when they are wanted first. */
export async function changeLanguage(language: Language): Promise<void> {
  if (language === 'vi' && !i18next.hasResourceBundle('vi', 'page')) {
    i18next.addResourceBundle('vi', 'page', await loadVietnamese())
  }
  await i18next.changeLanguage(language)
  document.documentElement.lang = language
}
