import { useCallback } from 'react'
import { Chart, type Token } from '../../../parts/chart/chart.tsx'
import { grouped } from '../../../parts/numbers.ts'
import { useWords } from '../../../words/index.ts'
import type { Series } from './book.ts'

/** What came in each month by kind, against what the line asks for a month. The book below has the same numbers. */
export default function IncomeChart(props: {
  readonly series: readonly Series[]
  readonly months: readonly string[]
  readonly label: (item: string) => string
  readonly monthlyLine: number | undefined
}) {
  const { t } = useWords()
  const { series, months, label, monthlyLine } = props
  const option = useCallback(
    (token: Token) => {
      const colours = ['primary', 'line-strong', 'ink-2', 'primary-soft', 'unknown', 'unknown-2'].map(token)
      return {
        color: colours,
        grid: { left: 56, right: 16, top: 36, bottom: 24 },
        legend: {
          type: 'scroll' as const,
          top: 0,
          left: 0,
          textStyle: { color: token('ink-2') },
          itemWidth: 12,
          itemHeight: 12,
        },
        xAxis: {
          type: 'category' as const,
          data: months.map((month) => t('income.monthOf', { month: Number(month.slice(5)) })),
          axisLabel: { color: token('ink-2') },
          axisLine: { lineStyle: { color: token('line-strong') } },
          axisTick: { show: false },
        },
        yAxis: {
          type: 'value' as const,
          // The line must be seen although nothing reaches it.
          max: ({ max }: { max: number }) => niceAbove(Math.max(max, monthlyLine ?? 0)),
          axisLabel: { color: token('ink-2') },
          splitLine: { lineStyle: { color: token('line') } },
        },
        series: series.map(({ kind, months: values }, index) => ({
          type: 'bar' as const,
          name: label(kind),
          stack: 'income',
          barMaxWidth: 28,
          // What was spent is empty, so that it is not taken for something earned.
          itemStyle: isCost(values)
            ? { color: token('line'), borderColor: token('line-strong'), borderType: 'dashed' as const }
            : { borderColor: token('surface'), borderWidth: 1 },
          data: values.map((value) => Number(value.toFixed(2))),
          ...(index === 0 && monthlyLine !== undefined
            ? {
                markLine: {
                  symbol: 'none',
                  lineStyle: { color: token('ink'), type: 'dashed' as const },
                  label: {
                    formatter: t('income.line', { yuan: grouped(monthlyLine.toFixed(2)) }),
                    position: 'insideEndTop' as const,
                    color: token('ink'),
                  },
                  data: [{ yAxis: monthlyLine }],
                },
              }
            : {}),
        })),
      }
    },
    [series, months, label, monthlyLine, t],
  )
  return <Chart label={t('income.chart')} height={220} option={option} />
}

const isCost = (months: readonly number[]) => months.every((value) => value <= 0)

/** The next round figure: 1,230 is 1,400, 12,300 is 14,000. */
function niceAbove(value: number): number {
  const step = 10 ** Math.max(0, Math.floor(Math.log10(Math.max(value, 1)))) / 5
  return Math.ceil((value * 1.05) / step) * step
}
