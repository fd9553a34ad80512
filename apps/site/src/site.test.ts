// Pages by themselves: what is put in is shown as text, in both languages, in the colours of the office app.
import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import {
  answerPage,
  applyPage,
  choosePlacePage,
  framed,
  type Language,
  type NoticePage,
  noticePage,
  objectionPage,
  type Page,
  placePage,
  problemPage,
  rulesPage,
  sentPage,
  style,
  tellPage,
  tooLatePage,
} from './index.ts'
import { dark, light } from './style.ts'

const NASTY = `"><script>alert(1)</script><img src=x onerror=alert(1)> ' & </textarea></title>`
const text = { zh: NASTY, en: NASTY }
const place = { code: '450521100201', name: NASTY }
const path = [{ code: '450521', name: NASTY }, place]
const line = {
  id: NASTY,
  number: NASTY,
  kind: 'notice',
  title: NASTY,
  issuer: NASTY,
  place: NASTY,
  from: NASTY,
  until: NASTY,
  daysLeft: 3,
} as const
const notice: NoticePage = {
  ...line,
  text: NASTY,
  path,
  columns: [{ id: NASTY, label: text }],
  rows: [[NASTY]],
  days: 7,
  workingDays: false,
  sha256: NASTY,
  hangs: true,
  mayObject: true,
}
const fields = ['said', 'name', 'contact', 'persons', 'number', 'row', 'kind', 'about', 'accused', 'agree']
const state = {
  token: NASTY,
  values: Object.fromEntries(fields.map((field) => [field, NASTY])),
  faults: [...fields, ''].map((field) => ({ field, message: NASTY })),
}
const days = { accept: 5, answer: 30 }
const groups = [{ name: NASTY, places: [{ ...place, notices: 2, listed: null }] }]

const pages: Readonly<Record<string, (language: Language) => Page>> = {
  place: (language) =>
    placePage(language, {
      place,
      path,
      groups,
      notices: [line],
      isCut: true,
      past: [{ ...line, takenDown: true }],
      today: '2017-03-31',
    }),
  notice: (language) => noticePage(language, notice),
  objection: (language) => objectionPage(language, notice, state),
  tooLate: (language) => tooLatePage(language, notice, state.values),
  choose: (language) => choosePlacePage(language, { what: 'tell', place, path, groups, isEnough: true }),
  tell: (language) => tellPage(language, { place, path, days }, state),
  apply: (language) => applyPage(language, { place, path, days }, state),
  sent: (language) =>
    sentPage(language, { what: 'clue', number: NASTY, acceptDue: NASTY, answerDue: NASTY, path: '/tell' }),
  answer: (language) =>
    answerPage(language, state, {
      what: 'objection',
      state: NASTY,
      about: NASTY,
      received: NASTY,
      acceptDue: NASTY,
      answerDue: NASTY,
      answers: [{ on: NASTY, text: NASTY, upheld: true }],
    }),
  rules: (language) =>
    rulesPage(language, {
      place,
      path,
      day: NASTY,
      sets: [
        {
          title: text,
          criteria: [
            { label: text, rules: [{ depth: 1, label: text, text }], source: NASTY, confirmed: false },
          ],
        },
      ],
      goesOn: [
        { label: text, end: { until: NASTY }, note: text, source: NASTY, confirmed: false },
        { label: text, end: { months: 12 }, note: undefined, source: NASTY, confirmed: true },
      ],
      judged: [{ text: NASTY, by: NASTY }],
    }),
  problem: (language) => problemPage(language, { status: 500, message: text, requestId: NASTY }),
}

describe.for(Object.entries(pages))('the page %s', ([, page]) => {
  test.for(['zh', 'en'] as const)('shows in %s whatever is put in as text, and runs nothing', (language) => {
    const written = framed(page(language))
    expect(written).not.toMatch(/<(script|img|iframe|object)|\son\w+="|javascript:/i)
    expect(written).not.toContain(NASTY)
    // Every tag is one of ours, opened and closed the same number of times.
    for (const tag of [
      'p',
      'div',
      'a',
      'form',
      'table',
      'textarea',
      'select',
      'label',
      'ul',
      'main',
      'title',
    ])
      expect(written.match(new RegExp(`<${tag}[\\s>]`, 'g'))?.length, tag).toBe(
        written.match(new RegExp(`</${tag}>`, 'g'))?.length,
      )
    expect(written).not.toMatch(/undefined|\[object|NaN/)
  })

  test('is whole in English: what we say is not Chinese', () => {
    const written = framed(page('en')).replace(/<a class="lang".*?<\/a>/, '')
    expect(written.match(/[\u4e00-\u9fff]+/g) ?? []).toEqual([])
  })
})

test('the text of a notice stands around its table, and once it hangs no more there is no table', () => {
  const lines = { ...notice, text: '第一段\n第二段', rows: [['甲']] }
  const written = framed(noticePage('zh', lines))
  expect(written.indexOf('第一段')).toBeLessThan(written.indexOf('<table>'))
  expect(written.indexOf('第二段')).toBeGreaterThan(written.indexOf('</table>'))
  expect(framed(noticePage('zh', { ...lines, hangs: false, mayObject: false }))).not.toMatch(/<table|甲/)
})

test('colours are those of the office app', () => {
  const tokens = readFileSync(new URL('../../office/src/app/tokens.css', import.meta.url), 'utf8')
  const [ofLight, ofDark] = tokens.split(':root[data-theme="dark"]')
  const kebab = (name: string) =>
    name.replaceAll(/[A-Z]/g, (c) => `-${c.toLowerCase()}`).replace('ink2', 'ink-2')
  for (const [colours, css] of [
    [light, ofLight],
    [dark, ofDark],
  ] as const)
    for (const [name, value] of Object.entries(colours)) expect(css).toContain(`--${kebab(name)}: ${value};`)
  expect(style).not.toMatch(/url\(|@import|var\(/)
})
