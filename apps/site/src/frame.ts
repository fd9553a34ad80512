/** What every page has around it. */
import { Html, html } from './html.ts'
import { type Language, link, speaker } from './language.ts'

export interface Page {
  readonly language: Language
  /** Path within the site, without the language. */
  readonly path: string
  readonly title: string
  readonly body: Html
}

export interface Place {
  readonly code: string
  readonly name: string
}

export function framed({ language, path, title, body }: Page): string {
  const s = speaker(language)
  const other = language === 'en' ? 'zh' : 'en'
  const to = (at: string) => link(language, at)
  const page = html`<!doctype html>
<html lang="${language === 'en' ? 'en' : 'zh-CN'}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="robots" content="noindex, noarchive">
<meta name="format-detection" content="telephone=no">
<title>${title} · ${s('立卡公示', 'Lika public notices')}</title>
<link rel="stylesheet" href="${link('zh', '/style.css')}">
<link rel="icon" href="data:,">
</head>
<body>
<a class="skip" href="#main">${s('跳到正文', 'Skip to the text')}</a>
<header class="top"><div class="wide">
<a class="lang" href="${link(other, path)}" lang="${other === 'en' ? 'en' : 'zh-CN'}" hreflang="${other}">${other === 'en' ? 'English' : '中文'}</a>
<a class="name" href="${to('')}">${s('立卡公示', 'Lika public notices')}</a>
<nav aria-label="${s('主要栏目', 'Main')}">
<a href="${to('')}">${s('公示公告', 'Notices')}</a>
<a href="${to('/tell')}">${s('反映问题', 'Complain')}</a>
<a href="${to('/apply')}">${s('提出申请', 'Apply')}</a>
<a href="${to('/answer')}">${s('查询答复', 'Your answer')}</a>
<a href="${to('/rules')}">${s('政策标准', 'The rules')}</a>
</nav>
</div></header>
<main class="wide" id="main">
${body}
</main>
<footer class="foot"><div class="wide">
<p>${s(
    '扶贫监督举报电话 12317。本站不用密码，不装软件，不要求您提供身份证号、银行卡号。',
    'Telephone for complaints: 12317. This site needs no password and no software, and never asks for your id number or bank card.',
  )}</p>
</div></footer>
</body>
</html>
`
  return page.text
}

/** The way down to a place, each step a link. */
export function placePath(language: Language, path: readonly Place[], base = '/place'): Html {
  const s = speaker(language)
  if (path.length === 0) return new Html('')
  return html`<nav class="path" aria-label="${s('所在地区', 'Where this is')}"><a href="${link(language, base === '/place' ? '' : base)}">${s('全部地区', 'All places')}</a>${path.map(
    ({ code, name }) =>
      html` › <a href="${link(language, `${base}${base === '/place' ? '/' : '?in='}${code}`)}">${name}</a>`,
  )}</nav>`
}
