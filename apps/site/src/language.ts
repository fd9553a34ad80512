export type Language = 'zh' | 'en'
export interface Text {
  readonly zh: string
  readonly en: string
}

/** Chinese, unless English is asked for. */
export function languageOf(asked: unknown): Language {
  return asked === 'en' ? 'en' : 'zh'
}

/** `s('公示', 'notices')`: both beside each other, so that none is forgotten. */
export function speaker(language: Language): (zh: string, en: string) => string {
  return (zh, en) => (language === 'en' ? en : zh)
}

/** An address of the site, which keeps the language. */
export function link(language: Language, path: string): string {
  if (language !== 'en') return `${BASE}${path}`
  return `${BASE}${path}${path.includes('?') ? '&' : '?'}lang=en`
}

export const BASE = '/gs'
