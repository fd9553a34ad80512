/** The data dictionary: facts, code lists and tables, out of the packs and the database's own comments. */
export { type DictionaryDeps, type DictionaryQuery, dictionaryRoutes, readDictionary } from './dictionary.ts'
export {
  daysKept,
  erasureText,
  type HandledFacts,
  handledFacts,
  keptFacts,
  retentionText,
} from './field-register.ts'
