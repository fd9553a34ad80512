import { ethnicGroup } from './lists/ethnic-group.ts'
import * as household from './lists/household.ts'
import * as living from './lists/living.ts'
import * as person from './lists/person.ts'
import * as region from './lists/region.ts'
import { relation } from './lists/relation.ts'
import { relationGb } from './lists/relation-gb.ts'
import * as schoolingWork from './lists/schooling-work.ts'
import type { CodeStandard, StandardId } from './standard.ts'

/** Every code list by its id; packs name them with `standard:`. */
export const standards: Readonly<Record<StandardId, CodeStandard>> = {
  ethnicGroup,
  relation,
  relationGb,
  ...person,
  ...schoolingWork,
  ...household,
  ...living,
  ...region,
}
