// Both languages lie in the first load: switching needs no network.
import i18next from 'i18next'
import { initReactI18next, useTranslation } from 'react-i18next'
import { en } from './en.ts'
import { zh } from './zh.ts'

export type Language = 'zh' | 'en'
const STORED = 'lika.language'

declare module 'i18next' {
  interface CustomTypeOptions {
    resources: { translation: typeof zh }
    // Values such as names hold no HTML, and React escapes what it shows.
    returnNull: false
  }
}

export function startWords(): void {
  const stored = localStorage.getItem(STORED)
  i18next.on('languageChanged', showLanguage)
  void i18next.use(initReactI18next).init({
    lng: stored === 'en' ? 'en' : 'zh',
    fallbackLng: 'zh',
    resources: { zh: { translation: zh }, en: { translation: en } },
    interpolation: { escapeValue: false },
  })
  showLanguage(i18next.language)
}

function showLanguage(language: string): void {
  document.documentElement.lang = language === 'en' ? 'en' : 'zh-CN'
}

export function chooseLanguage(language: Language): void {
  localStorage.setItem(STORED, language)
  void i18next.changeLanguage(language)
}

/** The words of the app, the language, and the choice among texts that the server sends in both. */
export function useWords() {
  const { t, i18n } = useTranslation()
  const language: Language = i18n.language === 'en' ? 'en' : 'zh'
  return { t, language, say: (text: { readonly zh: string; readonly en: string }) => text[language] }
}

export type Words = ReturnType<typeof useWords>
export type T = Words['t']
