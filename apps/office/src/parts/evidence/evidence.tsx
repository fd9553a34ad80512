import type { EvidenceFile } from '@lika/contract'
import { allRoutes, urlOf } from '@lika/contract'
import { useWords } from '../../words/index.ts'
import { grouped } from '../numbers.ts'
import './evidence.css'

const download = allRoutes.find(({ id }) => id === 'downloadEvidence')!
export const evidenceUrl = (sha256: string) => urlOf(download, { params: { sha256 } })
/** Without place, time and device, for a notice board or a report. */
const publicCopyUrl = (sha256: string) => urlOf(download, { params: { sha256 }, query: { copy: 'public' } })

/** Photos as small pictures that open, documents by their name, and what a record names but has not arrived. */
export function EvidenceList(props: {
  readonly evidence: readonly string[]
  readonly files: readonly EvidenceFile[]
}) {
  const { t } = useWords()
  if (props.evidence.length === 0) return null
  return (
    <ul className="evidence" aria-label={t('evidence.title')}>
      {props.evidence.map((sha256) => (
        <li key={sha256}>
          <OneFile sha256={sha256} file={props.files.find((each) => each.sha256 === sha256)} />
        </li>
      ))}
    </ul>
  )
}

function OneFile({ sha256, file }: { readonly sha256: string; readonly file: EvidenceFile | undefined }) {
  const { t } = useWords()
  if (!file) {
    return (
      <span className="tag" title={sha256}>
        {t('evidence.notArrived')}
      </span>
    )
  }
  const isPhoto = file.mediaType.startsWith('image/')
  const size = sizeText(file.bytes)
  const original = (
    <a href={evidenceUrl(sha256)} download title={`${file.name} · ${size}`} className="evidence-file">
      {isPhoto ? (
        <img src={evidenceUrl(sha256)} alt={t('evidence.photo', { name: file.name })} loading="lazy" />
      ) : (
        <span className="evidence-document">
          PDF <span className="quiet">{file.name}</span>
        </span>
      )}
    </a>
  )
  if (!isPhoto) return original
  return (
    <>
      {original}
      <a href={publicCopyUrl(sha256)} download title={t('evidence.publicCopyHint')} className="evidence-copy">
        {t('evidence.publicCopy')}
      </a>
    </>
  )
}

export function sizeText(bytes: number): string {
  const kilobytes = Math.max(1, Math.round(bytes / 1024))
  return kilobytes < 1024 ? `${grouped(kilobytes)} KB` : `${(kilobytes / 1024).toFixed(1)} MB`
}
