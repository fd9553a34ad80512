import type { Case } from '@lika/contract'
import { useWords } from '../../../words/index.ts'
import { laneHeights, laneLevels, pathsOf, type Station, stationsOf } from './stations.ts'
import './line.css'

const glyphs = { done: '✓', here: '', beside: '', coming: '', passedBy: '–' } as const

/**
 * The way of a case: its steps from left to right, the levels that act in them one above the other, so that one sees at a
 * glance how far up it has come. On a narrow screen the same list runs from top to bottom.
 */
export function Line({ of }: { readonly of: Case }) {
  const { t, say } = useWords()
  const stations = stationsOf(of)
  const lanes = laneLevels(stations)
  const heights = laneHeights(stations)
  return (
    <div className="panel case-line">
      <div className="panel-head">
        <h2 id="case-line">{t('cases.line')}</h2>
        <p className="case-legend" aria-hidden>
          {(['done', 'here', 'coming'] as const).map((state) => (
            <span key={state} className={`line-legend is-${state}`}>
              {t(`cases.lineState.${state}`)}
            </span>
          ))}
        </p>
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: whatever scrolls can be scrolled with the keyboard. */}
      <section className="line-scroll" aria-labelledby="case-line" tabIndex={0}>
        <div
          className="line-picture"
          style={
            {
              '--steps': stations.length,
              '--lanes': heights.map((height) => `${height}px`).join(' '),
            } as React.CSSProperties
          }
        >
          {lanes.map((level, lane) => (
            <div key={level} className="line-lane" style={{ gridRow: lane + 1 }} aria-hidden>
              <span>{level === 'none' ? '' : t(`cases.level.${level}`)}</span>
            </div>
          ))}
          <Rails stations={stations} height={heights.reduce((sum, each) => sum + each, 0)} />
          <ol>
            {stations.map((station, at) => (
              <li
                key={station.id}
                className={`line-step is-${station.state}`}
                style={{ gridColumn: at + 1, gridRow: station.lane + 1 }}
                aria-current={station.state === 'here' ? 'step' : undefined}
              >
                <span className="line-node" aria-hidden>
                  {glyphs[station.state]}
                </span>
                <span className="line-text">
                  <span className="line-label" title={say(station.label)}>
                    {say(station.label)}
                  </span>
                  <span className="line-level">
                    {station.level === 'none' ? '' : t(`cases.level.${station.level}`)}
                  </span>
                  <Detail station={station} />
                </span>
              </li>
            ))}
          </ol>
        </div>
      </section>
    </div>
  )
}

function Detail({ station }: { readonly station: Station }) {
  const { t, say } = useWords()
  const { outcome, on, by, state } = station
  return (
    <>
      <span className={state === 'here' || state === 'beside' ? 'line-here' : 'unseen'}>
        {t(`cases.lineState.${state}`)}
      </span>
      {outcome && <span className="line-outcome">{say(outcome.label)}</span>}
      {(by || on) && (
        <span className="line-by">
          {by && <span>{by}</span>} {on && <span className="figure">{on}</span>}
        </span>
      )}
    </>
  )
}

/** The rails between the steps: solid where the case has been, dashed where it will go. */
function Rails({ stations, height }: { readonly stations: readonly Station[]; readonly height: number }) {
  return (
    <svg
      className="line-rails"
      viewBox={`0 0 ${stations.length} ${height}`}
      preserveAspectRatio="none"
      aria-hidden
    >
      {pathsOf(stations).map(({ from, to, state, path }) => (
        <path key={`${from} ${to}`} className={`rail-path is-${state}`} d={path} />
      ))}
    </svg>
  )
}
