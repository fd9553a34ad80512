import { type Page, type Place, placePath } from '../frame.ts'
import { html } from '../html.ts'
import { type Language, link, speaker, type Text } from '../language.ts'

export interface RulesPage {
  readonly place: Place | undefined
  readonly path: readonly Place[]
  readonly day: string
  readonly sets: readonly {
    readonly title: Text
    readonly criteria: readonly {
      readonly label: Text
      readonly rules: readonly {
        readonly depth: number
        readonly label?: Text | undefined
        readonly text: Text
      }[]
      readonly source: string
      readonly confirmed: boolean
    }[]
  }[]
  /** What goes on for a household that has exited; without a day nobody has stated one. */
  readonly goesOn: readonly {
    readonly label: Text
    readonly end:
      | { readonly until: string }
      | { readonly months: number }
      | { readonly kind: 'ownTerm' | 'unstated' }
    readonly note: Text | undefined
    readonly source: string
    readonly confirmed: boolean
  }[]
  /** What nobody can measure, and who judges it. */
  readonly judged: readonly { readonly text: string; readonly by: string }[]
}

/** The criteria in force, in words, as the packs say them. */
export function rulesPage(language: Language, data: RulesPage): Page {
  const s = speaker(language)
  const title = data.place
    ? s(`${data.place.name}现行标准`, `The rules in ${data.place.name}`)
    : s('政策标准', 'The rules')
  const body = html`${placePath(language, data.path)}
<h1>${title}</h1>
<p>${s(`${data.day} 有效。达到标准只是条件；脱贫、识别由人按程序评议、公示、审批决定。`, `In force on ${data.day}. To meet them is a condition; people decide, by review, notice and approval.`)}</p>
${data.sets.length === 0 && html`<p class="quiet">${data.place ? s('这里还没有录入现行标准。', 'No rules in force are kept for this place.') : html`${s('请先选择地区：', 'Choose a place first: ')}<a href="${link(language, '')}">${s('公示公告', 'Notices')}</a>`}</p>`}
${data.sets.map(
  ({ title: name, criteria }) =>
    html`<h2>${name[language]}</h2>${criteria.map(
      (each) =>
        html`<div class="card"><h3>${each.label[language]}</h3>${each.rules.map(
          (rule) =>
            html`<p>${rule.depth > 0 && html`<span aria-hidden="true">${'· '.repeat(Math.min(rule.depth, 4))}</span>`}${rule.label && html`${rule.label[language]}${s('：', ': ')}`}${rule.text[language]}</p>`,
        )}<p class="quiet">${s('依据：', 'Source: ')}${each.source}${!each.confirmed && s('（待核实）', ' (to be confirmed)')}</p></div>`,
    )}`,
)}
${
  data.goesOn.length > 0 &&
  html`<h2>${s('脱贫以后继续享受的政策', 'What goes on after a household has exited')}</h2>${data.goesOn.map(
    (each) =>
      html`<div class="card"><h3>${each.label[language]}</h3><p>${endText(s, each.end)}</p>${each.note && html`<p>${each.note[language]}</p>`}<p class="quiet">${s('依据：', 'Source: ')}${each.source}${!each.confirmed && s('（待核实）', ' (to be confirmed)')}</p></div>`,
  )}`
}
${
  data.judged.length > 0 &&
  html`<h2>${s('由人判断的条件', 'What people judge')}</h2><ul>${data.judged.map(({ text, by }) => html`<li>${text}<br><span class="quiet">${s('由', 'Judged by ')}${by}${s('判断', '')}</span></li>`)}</ul>`
}`
  return { language, path: data.place ? `/rules/${data.place.code}` : '/rules', title, body }
}

function endText(s: ReturnType<typeof speaker>, end: RulesPage['goesOn'][number]['end']) {
  if ('until' in end) return s(`至 ${end.until}`, `until ${end.until}`)
  if ('months' in end)
    return s(`从脱贫之日起 ${end.months} 个月`, `for ${end.months} months from the day of the exit`)
  return end.kind === 'ownTerm'
    ? s('按待遇自身的期限', 'for the term of the benefit itself')
    : s('文件没有写明到哪一天', 'no document states until when')
}
