/** Complaints and clues, applications, and the place that they are about. */
import {
  agreeField,
  areaField,
  choiceField,
  type FormState,
  formOf,
  selectField,
  textField,
  useOfData,
  whoFields,
} from '../form.ts'
import { type Page, type Place, placePath } from '../frame.ts'
import { html } from '../html.ts'
import { type Language, link, speaker } from '../language.ts'

export interface ChoosePlace {
  readonly what: 'tell' | 'apply'
  readonly place: Place | undefined
  readonly path: readonly Place[]
  readonly groups: readonly { readonly name: string | undefined; readonly places: readonly Place[] }[]
  /** This place can be chosen itself. */
  readonly isEnough: boolean
}

export function choosePlacePage(language: Language, data: ChoosePlace): Page {
  const s = speaker(language)
  const { what, place, path, groups } = data
  const title =
    what === 'tell'
      ? s('反映问题：选择地方', 'Complain: choose the place')
      : s('提出申请：选择您的村', 'Apply: choose your village')
  const body = html`${placePath(language, path, `/${what}`)}
<h1>${title}</h1>
<p>${
    what === 'tell'
      ? s(
          '请选择事情发生在哪里。越具体，办得越快。',
          'Choose where it happened. The closer, the sooner it is dealt with.',
        )
      : s('请一步一步选择到您住的村。', 'Choose step by step down to the village where you live.')
  }</p>
${place && data.isEnough && html`<p><a class="button" href="${link(language, `/${what}/${place.code}`)}">${s(`就是${place.name}`, `It is ${place.name}`)}</a></p>`}
${groups.map(
  ({ name, places }) =>
    html`${name && html`<h2>${name}</h2>`}<div class="places">${places.map(
      ({ code, name: label }) =>
        html`<a href="${link(language, code.length >= 12 ? `/${what}/${code}` : `/${what}?in=${code}`)}">${label}</a>`,
    )}</div>`,
)}`
  return { language, path: place ? `/${what}?in=${place.code}` : `/${what}`, title, body }
}

export interface TellPage {
  readonly place: Place
  readonly path: readonly Place[]
  /** Working days to accept it, days to answer it, and whether a document states them. */
  readonly days: { readonly accept: number; readonly answer: number }
}

export function tellPage(language: Language, data: TellPage, state: FormState): Page {
  const s = speaker(language)
  const title = s('反映问题', 'Complain')
  const path = `/tell/${data.place.code}`
  const bodies = data.path.filter(({ code }) => code.length >= 6 && code.length <= 12)
  const fields = [
    choiceField(state, { name: 'kind', label: s('您要反映的是', 'What it is') }, [
      {
        value: 'complaint',
        label: s(
          '投诉、举报：有人办事不公、钱款有问题',
          'A complaint: somebody acted unfairly, something is wrong with money',
        ),
      },
      { value: 'clue', label: s('线索：有人家遇到困难，需要帮助', 'A clue: a household is in need of help') },
    ]),
    choiceField(state, { name: 'about', label: s('关于', 'About') }, [
      { value: 'household', label: s('某一户的识别、脱贫或帮扶', 'a household: registration, exit or help') },
      { value: 'cadre', label: s('干部作风', 'how officials behave') },
      { value: 'funds', label: s('资金、补助、项目', 'money, benefits, projects') },
      { value: 'other', label: s('其他', 'something else') },
    ]),
    selectField(
      language,
      state,
      {
        name: 'accused',
        label: s('反映的是不是当地的单位或干部', 'Whether it is about an office or an official of the place'),
        hint: s(
          '选了以后，那里的人看不到这份材料，由上级办理。',
          'If you choose one, whoever works there does not see it: the level above deals with it.',
        ),
      },
      [
        { value: '', label: s('不是', 'no') },
        ...bodies.map(({ code, name }) => ({
          value: code,
          label:
            code.length >= 12
              ? s(`是：${name}村委会、村干部`, `yes: the village committee of ${name}`)
              : code.length === 9
                ? s(`是：${name}政府、乡镇干部`, `yes: the township ${name}`)
                : s(`是：${name}的部门、干部`, `yes: an office of the county ${name}`),
        })),
      ],
    ),
    areaField(language, state, {
      name: 'said',
      label: s('事情的经过', 'What happened'),
      hint: s(
        '2 到 4000 字。时间、地点、人、数目，写您知道的。',
        '2 to 4000 characters: when, where, who, how much, as far as you know.',
      ),
    }),
    ...whoFields(language, state),
  ]
  const body = html`${placePath(language, data.path, '/tell')}
<h1>${title}</h1>
<p>${s(`事情发生在：${data.place.name}`, `It happened in ${data.place.name}.`)} <a href="${link(language, '/tell')}">${s('换一个地方', 'Choose another place')}</a></p>
<p class="quiet">${s(
    `提交后给您一个查询号；${data.days.accept} 个工作日内受理，${data.days.answer} 天内答复。`,
    `You get a number; it is accepted within ${data.days.accept} days of work and answered within ${data.days.answer} days.`,
  )}</p>
${formOf({ language, action: path, state }, fields, s('提交', 'Send'))}`
  return { language, path, title, body }
}

export function applyPage(language: Language, data: TellPage, state: FormState): Page {
  const s = speaker(language)
  const title = s('申请纳入帮扶', 'Apply to be helped')
  const path = `/apply/${data.place.code}`
  const fields = [
    textField(language, state, {
      name: 'name',
      label: s('户主姓名', 'Name of the head of the household'),
      most: 60,
      autocomplete: 'name',
    }),
    textField(language, state, {
      name: 'persons',
      label: s('家里几口人', 'How many persons'),
      optional: true,
      most: 2,
      numeric: true,
    }),
    textField(language, state, {
      name: 'contact',
      label: s('怎样联系您', 'How to reach you'),
      hint: s(
        '电话，或者住在哪个组、门口有什么标记。',
        'A telephone, or which group you live in and what marks the house.',
      ),
      optional: true,
      most: 60,
      autocomplete: 'tel',
    }),
    areaField(language, state, {
      name: 'said',
      label: s('家里的困难', 'What is hard'),
      hint: s(
        '2 到 4000 字。比如生病、残疾、上学、房子、水、没有劳力。',
        '2 to 4000 characters: illness, disability, school, the house, water, nobody who can work…',
      ),
    }),
    useOfData(language),
    agreeField(state, s('我已看过上面的说明，所写属实', 'I have read this, and what I write is true')),
  ]
  const body = html`${placePath(language, data.path, '/apply')}
<h1>${title}</h1>
<p>${s(`您住在：${data.place.name}`, `You live in ${data.place.name}.`)} <a href="${link(language, '/apply')}">${s('换一个村', 'Choose another village')}</a></p>
<p>${s(
    '可以自己写，也可以请亲友、村干部代写。村里收到后会上门核实，再按程序评议、公示。提交申请不等于已经纳入。',
    'You may write it yourself or let somebody write it for you. The village comes to look, then it is reviewed and published as the procedure says. To apply is not yet to be registered.',
  )}</p>
${formOf({ language, action: path, state }, fields, s('提交申请', 'Send the application'))}`
  return { language, path, title, body }
}

export interface SentPage {
  readonly what: 'complaint' | 'clue' | 'application' | 'objection'
  readonly number: string
  readonly acceptDue: string | null
  readonly answerDue: string | null
  readonly path: string
}

/** The number is told here and nowhere again. */
export function sentPage(language: Language, sent: SentPage): Page {
  const s = speaker(language)
  const title = s('已经收到', 'It has arrived')
  const body = html`<h1>${title}</h1>
<p>${s('请把查询号抄下来或者拍下来。只有这个号能查到答复，我们这里不再显示。', 'Copy this number or take a picture of it. It alone opens the answer, and it is not shown again.')}</p>
<p class="number">${sent.number}</p>
${
  (sent.acceptDue ?? sent.answerDue) !== null &&
  html`<p>${sent.acceptDue !== null && s(`${sent.acceptDue} 以前受理。`, `It is accepted by ${sent.acceptDue}. `)}${sent.answerDue !== null && s(`${sent.answerDue} 以前答复。`, `It is answered by ${sent.answerDue}.`)}</p>`
}
${sent.what === 'objection' && html`<p>${s('答复以前，这件事不会往下办。', 'Until it is answered, the matter goes no further.')}</p>`}
<p>${s('查询方法：本站“查询答复”，或拨打 12317 报查询号。', 'To look it up: “Your answer” on this site, or call 12317 and say the number.')}</p>
<p class="noprint"><a class="button" href="${link(language, '/answer')}">${s('查询答复', 'Look up the answer')}</a></p>`
  return { language, path: sent.path, title, body }
}
