import type { Case } from '@lika/contract'
import { evidenceUrl } from '../../../parts/evidence/evidence.tsx'
import { useSource } from '../../../parts/source-name.ts'
import { useWords } from '../../../words/index.ts'
import { PartOf } from './heading.tsx'
import { attachmentsOf, stepLabel } from './parts.ts'

/** Every file that the entries rest on, with the digest by which the sealed journal knows it. */
export function Attachments({ item }: { readonly item: Case }) {
  const { t, say } = useWords()
  const source = useSource()
  const attachments = attachmentsOf(item)
  if (attachments.length === 0) return <PartOf part="attachments" none={t('archive.none.attachments')} />
  return (
    <PartOf part="attachments">
      <table>
        <thead>
          <tr>
            <th scope="col">{t('archive.serial')}</th>
            <th scope="col">{t('archive.what')}</th>
            <th scope="col">{t('archive.step')}</th>
            <th scope="col">{t('archive.day')}</th>
            <th scope="col">SHA-256</th>
          </tr>
        </thead>
        <tbody>
          {attachments.map(({ sha256, entry }, at) => (
            <tr key={sha256}>
              <td>{at + 1}</td>
              <td>
                {entry.attachment
                  ? say(entry.attachment.label)
                  : entry.signer
                    ? t('archive.signatureOf', { name: entry.signerName ?? say(entry.signer.label) })
                    : source(`case${entry.kind[0]?.toUpperCase()}${entry.kind.slice(1)}`)}
              </td>
              <td>{say(stepLabel(item, entry.step))}</td>
              <td className="file-day">{entry.on}</td>
              <td>
                <a href={evidenceUrl(sha256)} download>
                  <code>{sha256}</code>
                </a>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <p>{t('archive.attachmentsText')}</p>
    </PartOf>
  )
}
