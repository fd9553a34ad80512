/** The criteria in force in a place, in the words of the packs. */
import { type EffectivePolicy, explainPolicy, type Text } from '@lika/policy'
import { framed, type Language, type RulesPage, rulesPage } from '@lika/site'
import { AppError } from '../../platform/errors.ts'
import { isIndicatorSet, isQualitySet } from '../policies/index.ts'
import type { PublicityDeps } from './deps.ts'
import { getPlace } from './places.ts'

export async function pageOfRules(
  deps: PublicityDeps,
  language: Language,
  code: string | undefined,
): Promise<string> {
  const day = deps.clock.today()
  if (code === undefined)
    return framed(rulesPage(language, { place: undefined, path: [], day, sets: [], goesOn: [], judged: [] }))
  const at = await getPlace(deps, code)
  return framed(rulesPage(language, { ...at, day, ...rulesOf(deps, code, day) }))
}

function rulesOf(
  { policies }: PublicityDeps,
  code: string,
  day: string,
): Pick<RulesPage, 'sets' | 'goesOn' | 'judged'> {
  const policy = policyAt(policies, code, day)
  if (!policy) return { sets: [], goesOn: [], judged: [] }
  const isShown = (id: string) => !isIndicatorSet(id) && !isQualitySet(id)
  const shown = Object.fromEntries(Object.entries(policy.sets).filter(([id]) => isShown(id)))
  const { items, untranslated } = explainPolicy({ ...policy, sets: shown })
  const criteria = Map.groupBy(
    items.filter(({ part }) => part === 'criteria'),
    ({ of }) => of ?? '',
  )
  return {
    sets: Object.entries(shown)
      .sort(([, a], [, b]) => SUBJECTS.indexOf(a.subject) - SUBJECTS.indexOf(b.subject))
      .flatMap(([id, set]) => {
        const own = criteria.get(id)
        if (!own) return []
        return {
          title: set.title,
          criteria: own.map(({ label, rules, source, confirmed }) => ({
            label,
            rules,
            source: source.clause ? `${source.title} ${source.clause}` : source.title,
            confirmed: confirmed && source.confirmed,
          })),
        }
      }),
    goesOn: goesOnOf(policy),
    judged: untranslated
      .filter(({ set }) => set in shown)
      .map(({ text, judgedBy }) => ({ text, by: judgedBy })),
  }
}

/** What goes on after the exit of a household (脱贫不脱政策), those with a day first. */
function goesOnOf(policy: EffectivePolicy): RulesPage['goesOn'] {
  return (policy.items.continuations ?? [])
    .filter(({ subject, status }) => subject === 'household' && status === 'exited')
    .map(({ label, source, confirmed, note, until, months, ownTerm }) => ({
      label,
      end:
        until !== undefined
          ? { until: String(until) }
          : months !== undefined
            ? { months: Number(months) }
            : { kind: ownTerm === true ? ('ownTerm' as const) : ('unstated' as const) },
      note: note as Text | undefined,
      source: source.clause ? `${source.title} ${source.clause}` : source.title,
      confirmed,
    }))
    .toSorted((a, b) => Number('kind' in a.end) - Number('kind' in b.end))
}

/** What people ask about first stands first. */
const SUBJECTS = ['household', 'person', 'village', 'town', 'county']

/** A place without packs in force has no rules: that is said, and no error. */
function policyAt(policies: PublicityDeps['policies'], code: string, day: string) {
  try {
    return policies.at(code, day)
  } catch (error) {
    if (error instanceof AppError) return undefined
    throw error
  }
}
