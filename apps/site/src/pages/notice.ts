import { areaField, type Form, type FormState, formOf, selectField, whoFields } from '../form.ts'
import { type Page, type Place, placePath } from '../frame.ts'
import { html, paragraphs } from '../html.ts'
import { type Language, link, speaker, type Text } from '../language.ts'
import { daysLeft } from './places.ts'

export interface NoticePage {
  readonly id: string
  readonly number: string
  readonly kind: 'notice' | 'announcement'
  readonly title: string
  readonly issuer: string
  readonly text: string
  readonly path: readonly Place[]
  /** Exactly those that were published. */
  readonly columns: readonly { readonly id: string; readonly label: Text }[]
  readonly rows: readonly (readonly string[])[]
  readonly from: string
  readonly until: string
  readonly days: number
  readonly workingDays: boolean
  readonly daysLeft: number
  readonly sha256: string
  /** Once it hangs no more, only the title and the days are shown. */
  readonly hangs: boolean
  /** Whether somebody may still object. */
  readonly mayObject: boolean
}

/** A notice as it was published: its columns, and nothing beside them. */
export function noticePage(language: Language, notice: NoticePage): Page {
  const s = speaker(language)
  const [above = '', ...below] = notice.text.split('\n')
  const numbers = new Set(['serial', 'householdSize'])
  const body = html`${placePath(language, notice.path)}
<h1>${notice.title}</h1>
<p>${daysLeft(language, notice)}</p>
${
  notice.hangs
    ? html`${paragraphs(above)}
<div class="scroll" role="region" tabindex="0" aria-label="${s('名单', 'The list')}"><table>
<thead><tr>${notice.columns.map(({ id, label }) => html`<th scope="col"${numbers.has(id) && html` class="n"`}>${label[language]}</th>`)}</tr></thead>
<tbody>${notice.rows.map(
        (cells) =>
          html`<tr>${cells.map((cell, index) => html`<td${numbers.has(notice.columns[index]?.id ?? '') && html` class="n"`}>${cell}</td>`)}</tr>`,
      )}</tbody></table></div>
${paragraphs(below.join('\n'))}`
    : html`<p>${s('公示期已满，名单已经撤下。', 'Its last day is over; the names were taken down.')}</p>`
}
<dl>
<dt>${s('发布单位', 'Published by')}</dt><dd>${notice.issuer}</dd>
<dt>${s('编号', 'Number')}</dt><dd>${notice.number}</dd>
<dt>${s('张贴时间', 'Hangs')}</dt><dd>${notice.from} ${s('至', 'to')} ${notice.until}${s(
    `，共 ${notice.days} 个${notice.workingDays ? '工作日' : '自然日'}`,
    `, ${notice.days} ${notice.workingDays ? 'days of work' : 'days'}`,
  )}</dd>
<dt>${s('内容摘要（防篡改）', 'Digest (what was published cannot be changed unseen)')}</dt><dd><small>${notice.sha256}</small></dd>
</dl>
${
  notice.mayObject &&
  html`<h2>${s('有不同意见？', 'You do not agree?')}</h2><p>${s(
    '在最后一天以前，任何人都可以提出异议，可以不留姓名。答复以前，这件事不会往下办。',
    'Until the last day anybody may object, with or without a name. Until it is answered, the matter goes no further.',
  )}</p><p class="noprint"><a class="button" href="${link(language, `/notice/${notice.id}/object`)}">${s('提出异议', 'Object')}</a></p><p>${s('也可以到村委会、乡镇政府当面提出，或拨打 12317。', 'You may also go to the village committee or the township, or call 12317.')}</p>`
}`
  return { language, path: `/notice/${notice.id}`, title: notice.title, body }
}

export function objectionPage(language: Language, notice: NoticePage, state: FormState): Page {
  const s = speaker(language)
  const title = s('提出异议', 'Object to a notice')
  const path = `/notice/${notice.id}/object`
  const form: Form = { language, action: path, state }
  const serial = notice.columns.findIndex(({ id }) => id === 'serial')
  const named = (cells: readonly string[]) => cells.filter((_, index) => index !== serial).join(' · ')
  const fields = [
    selectField(language, state, { name: 'row', label: s('对哪一户有意见', 'What you object to') }, [
      { value: '', label: s('整份公示', 'the whole notice') },
      ...notice.rows.map((cells, index) => ({
        value: String(index + 1),
        label: `${serial < 0 ? index + 1 : cells[serial]}  ${named(cells)}`,
      })),
    ]),
    areaField(language, state, {
      name: 'said',
      label: s('您的意见和理由', 'What you object to, and why'),
      hint: s('2 到 2000 字。写清楚您知道的情况。', '2 to 2000 characters. Say what you know.'),
    }),
    ...whoFields(language, state),
  ]
  const body = html`${placePath(language, notice.path)}
<h1>${title}</h1>
<p>${s('针对：', 'About: ')}<a href="${link(language, `/notice/${notice.id}`)}">${notice.title}</a>${s(`（${notice.number}）`, ` (${notice.number})`)}</p>
${formOf(form, fields, s('提交异议', 'Send the objection'))}`
  return { language, path, title, body }
}

/** It was sent when the notice hung no more: what was typed is there to be copied, and where else it can be said. */
export function tooLatePage(
  language: Language,
  notice: NoticePage,
  values: Readonly<Record<string, string>>,
): Page {
  const s = speaker(language)
  const title = s('提出异议', 'Object to a notice')
  const at = notice.path.at(-1)
  const typed = [
    [s('您的姓名', 'Your name'), values.name],
    [s('怎样联系您', 'How to reach you'), values.contact],
  ].filter(([, value]) => value)
  const body = html`${placePath(language, notice.path)}
<h1>${title}</h1>
<p>${s('针对：', 'About: ')}<a href="${link(language, `/notice/${notice.id}`)}">${notice.title}</a>${s(`（${notice.number}）`, ` (${notice.number})`)}</p>
<div class="faults" role="alert"><h2>${s('没有提交', 'Not sent')}</h2><p>${s(
    '这份公示已不在公示期内（期满或者已经撤下），不能再提出异议。您写的内容还在下面，可以复制到“反映问题”里提交，也可以拨打 12317。',
    'The notice does not hang any more: its last day is over, or it was taken down. What you typed is still below: copy it into a complaint, or call 12317.',
  )}</p></div>
<p class="noprint"><a class="button" href="${link(language, at ? `/tell/${at.code}` : '/tell')}">${s('反映问题', 'Complain')}</a></p>
<label for="said">${s('您的意见和理由', 'What you object to, and why')}</label>
<textarea id="said" rows="7" readonly>
${values.said ?? ''}</textarea>
<dl><dt>${s('对哪一户有意见', 'What you object to')}</dt><dd>${
    values.row
      ? s(`名单第 ${values.row} 行`, `row ${values.row} of the list`)
      : s('整份公示', 'the whole notice')
  }</dd>${typed.map(([label, value]) => html`<dt>${label}</dt><dd>${value}</dd>`)}</dl>`
  return { language, path: `/notice/${notice.id}`, title, body }
}
