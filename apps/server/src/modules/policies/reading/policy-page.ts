/** The fact catalogue as people read it. */
import type { Catalogue as CatalogueAnswer, CatalogueFact } from '@lika/contract'
import { type Fact, formatDecimal } from '@lika/policy'
import type { Clock } from '../../../platform/clock.ts'
import type { Db } from '../../../platform/db.ts'
import { subjectKinds } from '../../registry/index.ts'
import type { JudgingContext } from '../judging.ts'

export interface PolicyPageDeps {
  readonly db: Db
  readonly clock: Clock
  readonly judging: () => JudgingContext
  readonly findPlaces: (
    runner: Db['pool'],
    codes: readonly string[],
  ) => Promise<ReadonlyMap<string, { code: string; name: string }>>
}

export function getCatalogue(deps: PolicyPageDeps): CatalogueAnswer {
  const { catalogue, codeLists } = deps.judging().policies
  return {
    facts: subjectKinds.flatMap((kind) => catalogue[kind].map(catalogueFact)),
    codeLists: Object.fromEntries(
      Object.values(codeLists).map((list) => [
        list.id,
        { label: list.label, values: list.values.map(({ code, label }) => ({ code, label })) },
      ]),
    ),
  }
}

function catalogueFact(fact: Fact): CatalogueFact {
  return {
    id: fact.id,
    subject: fact.subject,
    type: fact.type,
    label: fact.label,
    scale: fact.scale,
    class: fact.class,
    flow: fact.flow,
    system: fact.system,
    source: fact.source,
    confirmed: fact.confirmed,
    ...(fact.question ? { question: fact.question } : {}),
    ...(fact.unitText ? { unit: fact.unitText } : {}),
    ...(fact.range
      ? { min: formatDecimal(fact.range.min, fact.scale), max: formatDecimal(fact.range.max, fact.scale) }
      : {}),
    ...(fact.codes ? { codes: fact.codes } : {}),
    ...(fact.most === undefined ? {} : { most: fact.most }),
    ...(fact.validForMonths ? { validForMonths: fact.validForMonths } : {}),
    ...(fact.group ? { group: fact.group } : {}),
    ...(fact.parent ? { parent: fact.parent } : {}),
  }
}
