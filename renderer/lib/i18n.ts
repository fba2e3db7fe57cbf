import i18next, { type BackendModule } from 'i18next'
import { initReactI18next } from 'react-i18next'

import type { AppErrorCode } from '../../shared/errors.ts'
import type { ActionRule } from '../../shared/model/image-action.ts'
import en from '../locales/en.json'
import type helpEn from '../locales/help.en.json'
import type interchangeEn from '../locales/interchange.en.json'
import type serviceEn from '../locales/service.en.json'
import type tourEn from '../locales/tour.en.json'
import type workbenchEn from '../locales/workbench.en.json'

export type Language = 'en' | 'vi'

type Sentences = typeof en & {
  errors: Record<AppErrorCode, unknown>
  rules: Record<ActionRule, string>
}

type Help = typeof helpEn & { codes: Record<AppErrorCode, { cause: string; cure: string; kept: string }> }

// The build fails here when an error code or a rule lacks its sentence, or when a language lacks a key.
const english: Sentences = en

type Load<Words> = () => Promise<Words>

interface Parts {
  readonly page: Sentences
  readonly tour: typeof tourEn
  readonly service: typeof serviceEn
  readonly interchange: typeof interchangeEn
  readonly workbench: typeof workbenchEn
  readonly help: Help
}

/** Words beside those of the page come when the part that says them is opened; so does any language but English. */
const parts: { readonly [Part in keyof Parts]: Readonly<Record<Language, Load<Parts[Part]>>> } = {
  page: {
    en: async () => english,
    vi: async () => (await import('../locales/vi.json')).default,
  },
  tour: {
    en: async () => (await import('../locales/tour.en.json')).default,
    vi: async () => (await import('../locales/tour.vi.json')).default,
  },
  service: {
    en: async () => (await import('../locales/service.en.json')).default,
    vi: async () => (await import('../locales/service.vi.json')).default,
  },
  interchange: {
    en: async () => (await import('../locales/interchange.en.json')).default,
    vi: async () => (await import('../locales/interchange.vi.json')).default,
  },
  workbench: {
    en: async () => (await import('../locales/workbench.en.json')).default,
    vi: async () => (await import('../locales/workbench.vi.json')).default,
  },
  help: {
    en: async () => (await import('../locales/help.en.json')).default,
    vi: async () => (await import('../locales/help.vi.json')).default,
  },
}

const words: BackendModule = {
  type: 'backend',
  init() {},
  read: (language, part, done) => {
    parts[part as keyof Parts][language as Language]().then(
      (loaded) => done(null, loaded),
      (error: unknown) => done(error instanceof Error ? error : String(error), null),
    )
  },
}

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'page'
    resources: {
      page: typeof en
      tour: typeof tourEn
      service: typeof serviceEn
      interchange: typeof interchangeEn
      workbench: typeof workbenchEn
      help: typeof helpEn
    }
    contextSeparator: '|'
  }
}

/**
 * Loads the language, and English for whatever it lacks. `{name}` marks what is filled in, because `{{name}}` is a
 * request variable on this page.
 */
export async function startLanguage(language: Language): Promise<void> {
  await i18next
    .use(words)
    .use(initReactI18next)
    .init({
      lng: language,
      fallbackLng: 'en',
      ns: ['page'],
      defaultNS: 'page',
      // Error codes hold underscores, which would otherwise read as contexts.
      contextSeparator: '|',
      resources: { en: { page: english } },
      partialBundledLanguages: true,
      interpolation: { escapeValue: false, prefix: '{', suffix: '}' },
      returnNull: false,
    })
  await changeLanguage(language)
}

/** What the browser or desktop prefers, among the languages there are. */
export function preferredLanguage(): Language {
  return navigator.languages.some((tag) => tag.toLowerCase().startsWith('vi')) ? 'vi' : 'en'
}

export async function changeLanguage(language: Language): Promise<void> {
  await i18next.changeLanguage(language)
  document.documentElement.lang = language
}
