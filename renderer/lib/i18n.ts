import i18next from 'i18next'
import { initReactI18next } from 'react-i18next'

import type { AppErrorCode } from '../../shared/errors.ts'
import type { ActionRule } from '../../shared/model/image-action.ts'
import en from '../locales/en.json'
import vi from '../locales/vi.json'

export type Language = 'en' | 'vi'

type Sentences = typeof en & {
  errors: Record<AppErrorCode, unknown>
  rules: Record<ActionRule, string>
}

// The build fails here when an error code or a rule lacks its sentence, or when a language lacks a key.
const english: Sentences = en
const vietnamese: Sentences = vi

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'page'
    resources: { page: typeof en }
    contextSeparator: '|'
  }
}

/** Loads both languages; `{name}` marks what is filled in, because `{{name}}` is a request variable on this page. */
export async function startLanguage(language: Language): Promise<void> {
  await i18next.use(initReactI18next).init({
    lng: language,
    fallbackLng: 'en',
    defaultNS: 'page',
    // Error codes hold underscores, which would otherwise read as contexts.
    contextSeparator: '|',
    resources: { en: { page: english }, vi: { page: vietnamese } },
    interpolation: { escapeValue: false, prefix: '{', suffix: '}' },
    returnNull: false,
  })
  document.documentElement.lang = language
}

/** What the browser or desktop prefers, among the languages there are. */
export function preferredLanguage(): Language {
  return navigator.languages.some((tag) => tag.toLowerCase().startsWith('vi')) ? 'vi' : 'en'
}

export async function changeLanguage(language: Language): Promise<void> {
  await i18next.changeLanguage(language)
  document.documentElement.lang = language
}
