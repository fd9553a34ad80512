import type { Page } from '../frame.ts'
import { html } from '../html.ts'
import { type Language, link, speaker, type Text } from '../language.ts'

/** Something went wrong, in one sentence, with the way on. */
export function problemPage(
  language: Language,
  problem: { readonly status: number; readonly message: Text; readonly requestId: string },
): Page {
  const s = speaker(language)
  const title =
    problem.status === 404
      ? s('没有找到', 'Not found')
      : problem.status === 429
        ? s('请稍等', 'Please wait')
        : s('没有办成', 'That did not work')
  const body = html`<h1>${title}</h1>
<p>${problem.message[language]}</p>
<p><a href="${link(language, '')}">${s('回到公示公告', 'Back to the notices')}</a></p>
${problem.status >= 500 && html`<p class="quiet">${s('请求编号', 'Number of the request')} ${problem.requestId}</p>`}`
  return { language, path: '', title, body }
}
