import { type FormState, formOf, textField } from '../form.ts'
import type { Page } from '../frame.ts'
import { type Html, html, paragraphs } from '../html.ts'
import { type Language, speaker } from '../language.ts'

export interface Found {
  readonly what: 'complaint' | 'clue' | 'application' | 'objection'
  readonly state: string
  readonly received: string | null
  /** Title of the notice that was objected to. */
  readonly about?: string | undefined
  readonly acceptDue: string | null
  readonly answerDue: string | null
  readonly answers: readonly {
    readonly on: string
    readonly text: string
    readonly upheld?: boolean | undefined
  }[]
}

const whats = {
  complaint: ['投诉举报', 'Complaint'],
  clue: ['线索', 'Clue'],
  application: ['申请', 'Application'],
  objection: ['异议', 'Objection'],
} as const

const states: Readonly<Record<string, readonly [string, string]>> = {
  received: ['已收到，等待受理', 'It has arrived and waits to be accepted'],
  accepted: ['已受理，正在核实', 'It is accepted and looked into'],
  passed: ['已转办，正在核实', 'It was passed on and is looked into'],
  waiting: ['已收到，等待答复', 'It has arrived and waits for an answer'],
  answered: ['已答复', 'It is answered'],
  acted: ['这件事已退回重办或者结束', 'The matter was sent back or has ended'],
  closed: ['已办结', 'It is closed'],
  withdrawn: ['已撤回', 'It was withdrawn'],
}

/** State and answer: nothing of what was said, and nobody's name. */
export function answerPage(language: Language, state: FormState, found: Found | undefined): Page {
  const s = speaker(language)
  const title = s('查询答复', 'Your answer')
  const body = html`<h1>${title}</h1>
${found && foundCard(language, found)}
${formOf(
  { language, action: '/answer', state },
  [
    textField(language, state, {
      name: 'number',
      label: s('查询号', 'The number that you were given'),
      hint: s('提交时给您的 16 位数字，中间有没有空格都可以。', '16 digits, with or without blanks.'),
      most: 40,
      numeric: true,
      autocomplete: 'off',
    }),
  ],
  s('查询', 'Look it up'),
)}
<p>${s('查询号丢了不能补；可以重新反映，或拨打 12317。', 'A lost number cannot be given again; send it anew, or call 12317.')}</p>`
  return { language, path: '/answer', title, body }
}

function foundCard(language: Language, found: Found): Html {
  const s = speaker(language)
  const named: readonly [string, string] = whats[found.what]
  const [zh, en] = states[found.state] ?? [found.state, found.state]
  return html`<div class="card" role="status"><h2>${s(...named)}：${s(zh, en)}</h2>
<dl>${found.about !== undefined && html`<dt>${s('针对', 'About')}</dt><dd>${found.about}</dd>`}${found.received !== null && html`<dt>${s('收到日期', 'Arrived')}</dt><dd>${found.received}</dd>`}${
    found.answers.length === 0 &&
    html`${found.acceptDue !== null && found.state === 'received' && html`<dt>${s('受理期限', 'To be accepted by')}</dt><dd>${found.acceptDue}</dd>`}${found.answerDue !== null && html`<dt>${s('答复期限', 'To be answered by')}</dt><dd>${found.answerDue}</dd>`}`
  }</dl>
${found.answers.map(
  ({ on, text, upheld }) =>
    html`<h3>${s(`${on} 答复`, `Answer of ${on}`)}${upheld !== undefined && (upheld ? s('：异议成立', ': upheld') : s('：异议不成立', ': not upheld'))}</h3>${paragraphs(text)}`,
)}</div>`
}
