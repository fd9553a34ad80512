import { chooseLanguage, useWords } from '../../words/index.ts'

/** Whose door it is, and in which language. */
export function EnterHead() {
  const { t, language } = useWords()
  return (
    <header className="enter-head">
      <img src="/icon.svg" alt="" width="40" height="40" />
      <h1>{t('app.full')}</h1>
      <button
        type="button"
        className="button button-quiet"
        lang={language === 'zh' ? 'en' : 'zh-CN'}
        onClick={() => chooseLanguage(language === 'zh' ? 'en' : 'zh')}
      >
        {language === 'zh' ? 'English' : '中文'}
      </button>
    </header>
  )
}
