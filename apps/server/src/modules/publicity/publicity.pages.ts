import { BASE, framed, languageOf, problemPage, style } from '@lika/site'
import type { PageAnswer, PageAsked, PageRoute, Pages } from '../../platform/http.ts'
import { allowances, tooMany } from './allowance.ts'
import { emptyLookUp, lookUp } from './answer-pages.ts'
import type { PublicityDeps } from './deps.ts'
import { objectionForm, pageOfNotice, sendObjection } from './notice-pages.ts'
import { choosingPlace, firstPage, pageOfPlace } from './place-pages.ts'
import { pageOfRules } from './rule-pages.ts'
import { emptyForm, sendForm } from './telling-pages.ts'

/** The public site: every page, and the two that browsers ask for beside them. */
export function publicPages(deps: PublicityDeps): Pages {
  const allowed = allowances()
  const inWords = ({ query }: PageAsked) => languageOf(query.lang)
  const page = (
    id: string,
    path: string,
    body: (asked: PageAsked) => Promise<string> | string,
  ): PageRoute => ({ id, method: 'GET', path, handler: async (asked) => ({ body: await body(asked) }) })
  const form = (
    id: string,
    path: string,
    handler: (asked: PageAsked) => Promise<PageAnswer>,
    stores: { stores?: true } = { stores: true },
  ): PageRoute => ({ id, method: 'POST', path, ...stores, handler })
  const first = (asked: PageAsked) => firstPage(deps, inWords(asked))
  return {
    base: BASE,
    admit: (address) => {
      if (!allowed.pages.take(address, Date.parse(deps.clock.now()))) throw tooMany()
    },
    problem: (error, asked) => ({
      status: error.status,
      body: framed(
        problemPage(inWords(asked), {
          status: error.status,
          message: error.messages,
          requestId: asked.requestId,
        }),
      ),
    }),
    routes: [
      page('home', '/', first),
      {
        id: 'style',
        method: 'GET',
        path: '/style.css',
        handler: async () => ({
          type: 'text/css; charset=utf-8',
          headers: { 'cache-control': 'public, max-age=3600' },
          body: style,
        }),
      },
      page('place', '/place/:code', (asked) => pageOfPlace(deps, inWords(asked), asked.params.code!)),
      page('notice', '/notice/:id', (asked) => pageOfNotice(deps, inWords(asked), asked.params.id!)),
      page('objection', '/notice/:id/object', (asked) =>
        objectionForm(deps, inWords(asked), asked.params.id!),
      ),
      form('object', '/notice/:id/object', (asked) => sendObjection(deps, allowed, inWords(asked), asked)),
      page('answer', '/answer', (asked) => emptyLookUp(inWords(asked))),
      form('lookUp', '/answer', (asked) => lookUp(deps, allowed, inWords(asked), asked), {}),
      page('rules', '/rules', (asked) => pageOfRules(deps, inWords(asked), undefined)),
      page('rulesOf', '/rules/:code', (asked) => pageOfRules(deps, inWords(asked), asked.params.code)),
      ...(['tell', 'apply'] as const).flatMap((what) => [
        page(`${what}Where`, `/${what}`, (asked) =>
          choosingPlace(deps, inWords(asked), what, asked.query.in),
        ),
        page(`${what}Form`, `/${what}/:code`, (asked) =>
          emptyForm(deps, inWords(asked), what, asked.params.code!),
        ),
        form(what, `/${what}/:code`, (asked) => sendForm(deps, allowed, inWords(asked), what, asked)),
      ]),
    ],
  }
}
