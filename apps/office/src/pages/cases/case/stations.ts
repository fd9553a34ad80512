/** Where the steps of a case lie in its picture. A level is a lane, the highest above; a step is a column. */
import type { Case, Named, Text } from '@lika/contract'

type LineState = Case['line'][number]['state']
const levels = ['nation', 'province', 'city', 'county', 'town', 'village', 'group', 'none'] as const
export type Level = (typeof levels)[number]

export interface Station {
  readonly id: string
  readonly label: Text
  readonly level: Level
  readonly lane: number
  readonly state: LineState
  readonly outcome: Named | null
  readonly on: string | null
  readonly by: string | null
  /** The step beside which it runs. */
  readonly beside: string | null
}

export function stationsOf({ runs, line }: Pick<Case, 'runs' | 'line'>): Station[] {
  const levelOf = (level: string | null): Level => levels.find((each) => each === level) ?? 'none'
  const used = levels.filter((level) => runs.steps.some((step) => levelOf(step.level) === level))
  return runs.steps.map(({ id, label, level, beside }) => {
    const at = line.find(({ step }) => step === id)
    return {
      ...{ id, label, beside, level: levelOf(level), lane: used.indexOf(levelOf(level)) },
      ...{
        state: at?.state ?? 'coming',
        outcome: at?.outcome ?? null,
        on: at?.on ?? null,
        by: at?.by ?? null,
      },
    }
  })
}

/** The lanes that are in use, from the top. */
export const laneLevels = (stations: readonly Station[]): Level[] =>
  levels.filter((level) => stations.some((station) => station.level === level))

export interface Rail {
  readonly from: string
  readonly to: string
  readonly state: 'done' | 'coming' | 'beside'
  readonly path: string
}

/** How high each lane is: where nothing has been done yet, a step is its name alone. */
export const laneHeights = (stations: readonly Station[]): number[] =>
  laneLevels(stations).map((_, lane) => {
    const isBare = (station: Station) => station.lane !== lane || station.state === 'coming'
    return stations.every(isBare) ? 88 : 132
  })

/** How far below the top of its lane a node has its middle. */
const NODE = 31

/** Rails of the main line from step to step, and a branch to each step that runs beside. */
export function pathsOf(stations: readonly Station[]): Rail[] {
  const main = stations.filter(({ beside }) => beside === null)
  const column = (station: Station) => stations.indexOf(station) + 0.5
  const heights = laneHeights(stations)
  const height = ({ lane }: Station) => heights.slice(0, lane).reduce((sum, each) => sum + each, NODE)
  const path = (from: Station, to: Station) => {
    const [x1, y1, x2, y2] = [column(from), height(from), column(to), height(to)]
    if (y1 === y2) return `M${x1} ${y1}H${x2}`
    // Up or down between two columns, where no words stand.
    return `M${x1} ${y1}H${x2 - 0.5}V${y2}H${x2}`
  }
  const rails = main.slice(1).map((to, at): Rail => {
    const from = main[at]!
    const isDone = from.state === 'done' && to.state !== 'coming'
    return { from: from.id, to: to.id, state: isDone ? 'done' : 'coming', path: path(from, to) }
  })
  const branches = stations.flatMap((to): Rail[] => {
    const from = stations.find(({ id }) => id === to.beside)
    return from ? [{ from: from.id, to: to.id, state: 'beside', path: path(from, to) }] : []
  })
  return [...branches, ...rails]
}
