import type { MovableParameter, SimulationCurve } from '@lika/contract'
import { useQuery } from '@tanstack/react-query'
import { lazy, Suspense, useCallback } from 'react'
import type { Token } from '../../parts/chart/chart.tsx'
import { grouped } from '../../parts/numbers.ts'
import { ProblemNotice } from '../../parts/problem.tsx'
import { useWords } from '../../words/index.ts'
import { type Asked, curveQuery } from './queries.ts'

const Chart = lazy(() =>
  import('../../parts/chart/chart.tsx').then(({ Chart: chart }) => ({ default: chart })),
)
const HEIGHT = 220

/** How many are met while the figure goes along its slider, and what they lack; where it stands is marked. */
export function Curve(props: { readonly asked: Asked; readonly along: MovableParameter }) {
  const { t, say } = useWords()
  const { along, asked } = props
  const query = useQuery(curveQuery(asked, along.key))
  const label = say(along.label)
  return (
    <section className="panel" data-part="curve">
      <div className="panel-head">
        <h2>{t('simulation.curve')}</h2>
        <span className="quiet">
          {label} · {say(along.unitLabel)}
        </span>
      </div>
      {query.error && !query.data ? (
        <ProblemNotice error={query.error} retry={() => void query.refetch()} />
      ) : (
        <div style={{ minHeight: HEIGHT }}>
          {query.data && (
            <Suspense fallback={null}>
              <Drawn
                curve={query.data}
                label={t('simulation.curveLabel', {
                  label,
                  from: grouped(along.slider.from),
                  to: grouped(along.slider.to),
                })}
                now={Number(along.value)}
                here={Number(asked.parameters[along.key] ?? along.value)}
              />
            </Suspense>
          )}
        </div>
      )}
    </section>
  )
}

/** Names of two lines that stand close together lie on their outer sides. */
function mark(xAxis: number, name: string, isRight: boolean) {
  const padding = isRight ? [0, 0, 0, OUTWARD] : [0, OUTWARD, 0, 0]
  return { xAxis, name, label: { formatter: '{b}', padding } }
}
const OUTWARD = 56

function Drawn(props: {
  readonly curve: SimulationCurve
  readonly label: string
  readonly now: number
  readonly here: number
}) {
  const { t } = useWords()
  const { curve, now, here } = props
  const hasGap = curve.points.some(({ gap }) => gap !== undefined)
  const option = useCallback(
    (token: Token) => {
      const marks = [
        mark(now, t('simulation.curveNow'), here < now),
        ...(here === now ? [] : [mark(here, t('simulation.curveHere'), here > now)]),
      ]
      const line = { type: 'line' as const, showSymbol: false }
      const axis = {
        axisLabel: { color: token('ink-2') },
        splitLine: { lineStyle: { color: token('line') } },
        nameTextStyle: { color: token('ink-2') },
      }
      const ends = curve.points.map(({ value }) => Number(value))
      return {
        grid: { left: 56, right: hasGap ? 64 : 16, top: 40, bottom: 28 },
        legend: { top: 0, textStyle: { color: token('ink') } },
        xAxis: {
          ...axis,
          type: 'value' as const,
          min: ends[0]!,
          max: ends.at(-1)!,
          splitLine: { show: false },
        },
        yAxis: [
          { ...axis, type: 'value' as const, name: t('simulation.households'), minInterval: 1 },
          ...(hasGap
            ? [
                {
                  ...axis,
                  type: 'value' as const,
                  name: t('simulation.curveGap'),
                  splitLine: { show: false },
                },
              ]
            : []),
        ],
        series: [
          {
            ...line,
            name: t('simulation.curveMet'),
            data: curve.points.map(({ value, subjects }) => [Number(value), subjects.met]),
            color: token('met'),
            lineStyle: { width: 2 },
            markLine: {
              symbol: 'none',
              lineStyle: { color: token('ink-2') },
              label: { color: token('ink') },
              data: marks,
            },
          },
          ...(hasGap
            ? [
                {
                  ...line,
                  name: t('simulation.curveGap'),
                  yAxisIndex: 1,
                  data: curve.points.map(({ value, gap }) => [Number(value), Number(gap ?? 0) / 10_000]),
                  color: token('ink-2'),
                  lineStyle: { width: 2, type: 'dashed' as const },
                },
              ]
            : []),
        ],
      }
    },
    [curve, hasGap, here, now, t],
  )
  return <Chart label={props.label} height={HEIGHT} option={option} />
}
