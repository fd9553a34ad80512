/** The public site: pure functions from data to pages that need no scripts. */
export type { Fault, FormState } from './form.ts'
export { framed, type Page, type Place } from './frame.ts'
export { escaped } from './html.ts'
export { BASE, type Language, languageOf, type Text } from './language.ts'
export { answerPage, type Found } from './pages/answer.ts'
export { type NoticePage, noticePage, objectionPage, tooLatePage } from './pages/notice.ts'
export { type NoticeLine, type PastLine, type PlaceBelow, type PlacePage, placePage } from './pages/places.ts'
export { problemPage } from './pages/problem.ts'
export { type RulesPage, rulesPage } from './pages/rules.ts'
export {
  applyPage,
  type ChoosePlace,
  choosePlacePage,
  type SentPage,
  sentPage,
  type TellPage,
  tellPage,
} from './pages/telling.ts'
export { style } from './style.ts'
