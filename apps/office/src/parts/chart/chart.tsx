import { BarChart, LineChart } from 'echarts/charts'
import { GridComponent, LegendComponent, MarkLineComponent, TooltipComponent } from 'echarts/components'
import { type EChartsType, init, use } from 'echarts/core'
import { SVGRenderer } from 'echarts/renderers'
import type { EChartsOption } from 'echarts/types/dist/shared'
import { useEffect, useRef } from 'react'
import { useAppearance } from '../../app/theme.ts'
import './chart.css'

use([BarChart, LineChart, GridComponent, LegendComponent, MarkLineComponent, TooltipComponent, SVGRenderer])

/** A colour of `tokens.css` by its name, as it is in the present theme. */
export type Token = (name: string) => string

/**
 * A chart in our colours, drawn as SVG so that it prints and zooms. It is a picture to assistive technology, named by
 * `label`: the same numbers stand in a table or list beside it, with links that open them.
 */
export function Chart(props: {
  readonly label: string
  /** Pixels. */
  readonly height: number
  /** Made anew for each theme; keep it out of render with `useCallback`, it is drawn when it changes. */
  readonly option: (token: Token) => EChartsOption
  /** The name of the bar or point that was clicked. */
  readonly onChoose?: (name: string) => void
}) {
  const { isDark } = useAppearance()
  const box = useRef<HTMLDivElement>(null)
  const chart = useRef<EChartsType>(null)
  const { option, onChoose } = props

  useEffect(() => {
    const element = box.current
    if (!element) return
    const drawn = init(element, null, { renderer: 'svg' })
    chart.current = drawn
    const resized = new ResizeObserver(() => drawn.resize())
    resized.observe(element)
    return () => {
      resized.disconnect()
      drawn.dispose()
    }
  }, [])

  // biome-ignore lint/correctness/useExhaustiveDependencies: the theme changes the tokens that the option reads.
  useEffect(() => {
    chart.current?.setOption(inOurLook(option(tokenOfPage)), { notMerge: true })
  }, [option, isDark])

  useEffect(() => {
    const drawn = chart.current
    if (!drawn || !onChoose) return
    const choose = ({ name }: { name: string }) => onChoose(name)
    drawn.on('click', choose as (event: unknown) => void)
    return () => {
      drawn.off('click', choose)
    }
  }, [onChoose])

  return (
    <div ref={box} className="chart" role="img" aria-label={props.label} style={{ height: props.height }} />
  )
}

function tokenOfPage(name: string): string {
  return getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim()
}

/** What every chart has in common: our type, quiet axes, no animation of numbers. */
function inOurLook(option: EChartsOption): EChartsOption {
  const ink = tokenOfPage('ink')
  return {
    animation: false,
    textStyle: { fontFamily: getComputedStyle(document.body).fontFamily, fontSize: 12, color: ink },
    tooltip: {
      trigger: 'axis',
      confine: true,
      backgroundColor: tokenOfPage('surface'),
      borderColor: tokenOfPage('line-strong'),
      textStyle: { color: ink, fontSize: 12 },
      extraCssText: 'box-shadow: none',
    },
    ...option,
  }
}
