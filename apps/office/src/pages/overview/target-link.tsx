import type { Target } from '@lika/contract'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { grouped } from '../../parts/numbers.ts'
import { useWords } from '../../words/index.ts'

type Props = {
  readonly target: Target
  readonly label: string
  readonly title?: string
  readonly children: ReactNode
}

/** The figure of a target opens where it comes from: the item of a pack, or else the sentence of a document. */
export function TargetLink({ target, label, title, children }: Props) {
  const { t } = useWords()
  const { accepted } = target
  return (
    <>
      {target.inPolicy ? (
        <Link
          to="/policy/items/$part/$id"
          params={{ part: 'targets', id: target.id }}
          search={{}}
          title={title}
          aria-label={label}
        >
          {children}
        </Link>
      ) : (
        accepted && (
          <SentenceOf accepted={accepted} title={title} label={label}>
            {children}
          </SentenceOf>
        )
      )}
      {target.inPolicy && accepted && (
        <>
          {' '}
          <SentenceOf
            className="document-source"
            accepted={accepted}
            title={sourceText(accepted)}
            label={`${t('overview.inDocument')} ${sourceText(accepted)}`}
          >
            <small>{t('overview.inDocument')}</small>
          </SentenceOf>
          {accepted.inPacks !== undefined && (
            <small className="quiet"> {t('overview.inPacks', { value: grouped(accepted.inPacks) })}</small>
          )}
        </>
      )}
    </>
  )
}

type Accepted = NonNullable<Target['accepted']>

function sourceText({ title, clause }: Accepted): string {
  return [title, clause].filter(Boolean).join(' ')
}

function SentenceOf(props: {
  readonly accepted: Accepted
  readonly className?: string
  readonly title: string | undefined
  readonly label: string
  readonly children: ReactNode
}) {
  const { plan, part, range, version } = props.accepted
  const at = range && part !== null && version !== null
  return (
    <Link
      to="/plans/$id"
      params={{ id: plan }}
      search={at ? { part: String(part), at: `${range[0]}-${range[1]}`, version: String(version) } : {}}
      className={props.className}
      title={props.title}
      aria-label={props.label}
    >
      {props.children}
    </Link>
  )
}
