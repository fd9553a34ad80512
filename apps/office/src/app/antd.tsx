import { ConfigProvider } from 'antd'
import enUS from 'antd/locale/en_US'
import zhCN from 'antd/locale/zh_CN'
import type { ReactNode } from 'react'
import { useWords } from '../words/index.ts'
import { darkTheme, lightTheme, useAppearance } from './theme.ts'

/** antd in our colours and the chosen language. */
export function Antd({ children }: { readonly children: ReactNode }) {
  const { language } = useWords()
  const { isDark } = useAppearance()
  return (
    <ConfigProvider
      theme={isDark ? darkTheme : lightTheme}
      locale={language === 'en' ? enUS : zhCN}
      // Two Chinese characters in a button stand as they are, so that tests and readers find the word.
      button={{ autoInsertSpace: false }}
      wave={{ disabled: true }}
    >
      {children}
    </ConfigProvider>
  )
}
