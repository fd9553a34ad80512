/** What can be simulated in a region on a day: sets of households, their figures, and how far each may be moved. */
import type { MovableParameter, SimulationChoices } from '@lika/contract'
import { type CriteriaSet, type EffectivePolicy, type Movable, policyDays, unitLabel } from '@lika/policy'
import type { Actor } from '../../../platform/http.ts'
import { mustSeeRegion } from '../../registry/index.ts'
import { isIndicatorSet } from '../indicators.ts'
import { householdSets, movableIn, policyOn, sliderOf, textOf } from './movables.ts'
import type { SimulationDeps } from './simulation.ts'

export function listSimulationChoices(
  deps: SimulationDeps,
  actor: Actor,
  query: { readonly region: string; readonly asOf?: string | undefined },
): SimulationChoices {
  mustSeeRegion(actor, query.region)
  const { policies } = deps.judging()
  const asOf = query.asOf ?? deps.clock.today()
  const policy = policies.at(query.region, asOf)
  const sets = householdSets(policy).filter(({ id }) => !isIndicatorSet(id))
  return {
    region: query.region,
    asOf,
    sets: sets.flatMap((set) => {
      const parameters = movableIn(policy, set).map((each) =>
        parameterOf(each, policy, set, otherValues(deps, query.region, each)),
      )
      return parameters.length === 0 ? [] : [{ set: set.id, title: set.title, parameters }]
    }),
  }
}

function parameterOf(
  movable: Movable,
  policy: EffectivePolicy,
  set: CriteriaSet,
  others: MovableParameter['otherValues'],
): MovableParameter {
  const { key, parameter, label, value, scale, unit, min, max } = movable
  const slider = sliderOf(movable)
  const text = (each: bigint) => textOf(each, scale)
  return {
    key,
    label,
    unit: parameter.unitText,
    unitLabel: unitLabel(unit, false),
    scale,
    value: text(value),
    min: text(min),
    ...(max === undefined ? {} : { max: text(max) }),
    slider: { from: text(slider.from), to: text(slider.to), step: text(slider.step) },
    criteria: movable.criteria.map((id) => ({
      id,
      label: set.criteria.find((each) => each.id === id)!.label,
    })),
    entitlements: movable.entitlements.map((id) => ({
      id,
      label: policy.entitlements.find((each) => each.id === id)!.label,
    })),
    otherValues: others,
    source: parameter.source,
    confirmed: parameter.confirmed,
  }
}

/** The figure as it was and will be in the region, each value once, from the day on which it began. */
function otherValues(
  deps: SimulationDeps,
  region: string,
  movable: Movable,
): MovableParameter['otherValues'] {
  const { policies } = deps.judging()
  const [id = '', field] = movable.key.split('.', 2)
  const found = new Map<string, MovableParameter['otherValues'][number]>()
  for (const day of policyDays(policies.packs, region)) {
    const parameter = policyOn(policies, region, day)?.parameters[id]
    if (parameter?.type.kind !== 'number' || parameter.type.scale !== movable.scale) continue
    const value =
      field === undefined ? parameter.value : (parameter.value as Readonly<Record<string, unknown>>)[field]
    if (typeof value !== 'bigint' || value === movable.value) continue
    const text = textOf(value, movable.scale)
    if (!found.has(text)) found.set(text, { value: text, from: day, confirmed: parameter.confirmed })
  }
  return [...found.values()]
}
