import type { ReactNode } from 'react'
import { useWords } from '../../../words/index.ts'
import { type Part, parts } from './parts.ts'

/** A part of the file under its numbered heading. */
export function PartOf(props: {
  readonly part: Part
  readonly none?: string | undefined
  readonly children?: ReactNode
}) {
  const { t } = useWords()
  const { part, none } = props
  const id = `part-${part}`
  return (
    <section className={`file-part file-${part}`} aria-labelledby={id}>
      <h2 id={id}>
        {t('archive.numbered', { number: parts.indexOf(part) + 1, title: t(`archive.part.${part}`) })}
      </h2>
      {none ? <p>{none}</p> : props.children}
    </section>
  )
}

/** Lines of a name and what it is. */
export function Lines({ lines }: { readonly lines: readonly (readonly [string, ReactNode])[] }) {
  return (
    <table className="file-lines">
      <tbody>
        {lines.map(([name, value]) => (
          <tr key={name}>
            <th scope="row">{name}</th>
            <td>{value}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
