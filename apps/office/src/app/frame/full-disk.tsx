import { useDiskFull } from '../../api/disk.ts'
import { useWords } from '../../words/index.ts'

/** Above the page of whoever tried to store something while there was no room; gone when there is. */
export function FullDisk() {
  const { t } = useWords()
  if (!useDiskFull()) return null
  return (
    <section className="alarms" role="alert" aria-label={t('frame.diskFull')}>
      <p>
        <strong>{t('frame.diskFull')}</strong> {t('frame.diskFullText')}
      </p>
    </section>
  )
}
