import { useState } from 'react'
import { evidenceUrl } from '../../parts/evidence/evidence.tsx'
import { useWords } from '../../words/index.ts'
import '../../parts/evidence/evidence.css'

/** Evidence that is named by its digest alone: a small picture that opens, or a document where it is no picture. */
export function Thumbs(props: {
  readonly evidence: readonly string[]
  /** Of a signature nothing is cut off. */
  readonly whole?: boolean
}) {
  const { evidence } = props
  const { t } = useWords()
  if (evidence.length === 0) return null
  return (
    <ul className={props.whole ? 'evidence evidence-signed' : 'evidence'} aria-label={t('evidence.title')}>
      {evidence.map((sha256, at) => (
        <li key={sha256}>
          <Thumb sha256={sha256} number={at + 1} />
        </li>
      ))}
    </ul>
  )
}

function Thumb({ sha256, number }: { readonly sha256: string; readonly number: number }) {
  const { t } = useWords()
  const [isDocument, setDocument] = useState(false)
  const name = t('cases.evidenceNo', { number })
  return (
    <a href={evidenceUrl(sha256)} download title={sha256} className="evidence-file">
      {isDocument ? (
        <span className="evidence-document">{name}</span>
      ) : (
        <img src={evidenceUrl(sha256)} alt={name} loading="lazy" onError={() => setDocument(true)} />
      )}
    </a>
  )
}
