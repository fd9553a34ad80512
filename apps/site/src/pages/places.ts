import { type Page, type Place, placePath } from '../frame.ts'
import { type Html, html } from '../html.ts'
import { type Language, link, speaker } from '../language.ts'

export interface NoticeLine {
  readonly id: string
  readonly kind: 'notice' | 'announcement'
  readonly title: string
  readonly issuer: string
  readonly place: string
  readonly from: string
  readonly until: string
  readonly daysLeft: number
}

export interface PastLine {
  readonly title: string
  readonly number: string
  readonly from: string
  readonly until: string
  readonly takenDown: boolean
}

export interface PlaceBelow extends Place {
  /** What hangs there today. */
  readonly notices?: number | undefined
  /** How many are listed in it; null where that is too few to be told. */
  readonly listed?: number | null | undefined
}

export interface PlacePage {
  /** Undefined for the first page. */
  readonly place: Place | undefined
  readonly path: readonly Place[]
  readonly groups: readonly { readonly name: string | undefined; readonly places: readonly PlaceBelow[] }[]
  readonly notices: readonly NoticeLine[]
  /** There are more than are shown: a smaller place shows them. */
  readonly isCut: boolean
  readonly past: readonly PastLine[]
  readonly today: string
}

/** What hangs in a place, and the places within it. */
export function placePage(language: Language, data: PlacePage): Page {
  const s = speaker(language)
  const { place, groups, notices, past } = data
  const title = place ? s(`${place.name}公示公告`, `Notices of ${place.name}`) : s('公示公告', 'Notices')
  const code = place?.code ?? ''
  const body = html`${placePath(language, data.path)}
<h1>${title}</h1>
${
  !place &&
  html`<p>${s(
    '谁被识别为贫困户、谁脱贫，都要先张榜公示，大家没有意见或者意见答复以后才作数。请选择您的县、乡镇、村。',
    'Who is registered as poor, and who leaves poverty, is published first; it counts once nobody objects or every objection is answered. Choose your county, township and village.',
  )}</p>`
}
${groups.map(({ name, places }) =>
  places.length === 0
    ? html``
    : html`${name ? html`<h2>${name}</h2>` : html`<h2>${place ? s('下级地区', 'Places within') : s('选择地区', 'Choose a place')}</h2>`}<div class="places">${places.map(
        (each) =>
          html`<a href="${link(language, `/place/${each.code}`)}">${each.name}${hangingText(language, each)}</a>`,
      )}</div>`,
)}
${
  place &&
  html`<h2>${s('正在公示', 'Hanging now')}</h2>${
    notices.length === 0
      ? html`<p class="quiet">${s('现在没有正在张贴的公示公告。', 'Nothing hangs here now.')}</p>`
      : html`<ul class="list">${notices.map((line) => noticeLine(language, line))}</ul>`
  }${data.isCut && html`<p class="quiet">${s('还有更多，请进入下级地区查看。', 'There are more: look into a smaller place.')}</p>`}
${
  past.length > 0 &&
  html`<h2>${s('已经期满', 'Over')}</h2><p class="quiet">${s('名单在期满后撤下，只留标题。', 'Names are taken down after the last day; the titles stay.')}</p><ul class="list">${past.map(
    (each) =>
      html`<li class="card">${each.title}<br><span class="quiet">${each.number} · ${each.from} ${s('至', 'to')} ${each.until}${each.takenDown && s('（提前撤下）', ' (taken down early)')}</span></li>`,
  )}</ul>`
}
<h2>${s('我要', 'What you can do')}</h2>
<div class="places">${code.length >= 6 && html`<a href="${link(language, `/tell/${code}`)}">${s('反映这里的问题', 'Complain about something here')}</a>`}${code.length >= 12 && html`<a href="${link(language, `/apply/${code}`)}">${s('申请纳入帮扶', 'Apply to be helped')}</a>`}<a href="${link(language, `/rules/${code}`)}">${s('看这里的标准', 'The rules here')}</a></div>`
}`
  return { language, path: place ? `/place/${code}` : '', title, body }
}

function hangingText(language: Language, { notices, listed }: PlaceBelow): Html {
  const s = speaker(language)
  if (!notices) return html``
  const many =
    listed === null || listed === undefined
      ? s('少于3户', 'fewer than 3 listed')
      : s(`${listed} 户（村）`, `${listed} listed`)
  return html` <span class="left">${s(`${notices} 份 · ${many}`, `${notices} · ${many}`)}</span>`
}

function noticeLine(language: Language, line: NoticeLine): Html {
  const s = speaker(language)
  return html`<li class="card"><a href="${link(language, `/notice/${line.id}`)}">${line.title}</a><br>
<span class="quiet">${line.place} · ${line.issuer} · ${line.from} ${s('至', 'to')} ${line.until}</span><br>
${daysLeft(language, line)}</li>`
}

export function daysLeft(
  language: Language,
  { kind, daysLeft: left }: { readonly kind: 'notice' | 'announcement'; readonly daysLeft: number },
): Html {
  const s = speaker(language)
  const name = kind === 'notice' ? s('公示', 'Notice') : s('公告', 'Announcement')
  if (left <= 0) return html`<span class="over">${name} · ${s('已期满', 'over')}</span>`
  return html`<span class="left">${name} · ${s(`还有 ${left} 天`, left === 1 ? '1 day left' : `${left} days left`)}</span>`
}
