import { Refusal } from '../../parts/record/refusal.tsx'
import { useWords } from '../../words/index.ts'
import type { Deciding } from './decide.ts'

/** What was refused, saving and leaving. */
export function FormFoot({ deciding, close }: { readonly deciding: Deciding; readonly close: () => void }) {
  const { t } = useWords()
  return (
    <>
      {deciding.error && <Refusal error={deciding.error} />}
      <p className="record-actions">
        <button type="submit" className="button button-primary" disabled={deciding.isPending}>
          {t(deciding.isPending ? 'targets.saving' : 'targets.save')}
        </button>
        <button type="button" className="button" onClick={close}>
          {t('targets.cancel')}
        </button>
      </p>
    </>
  )
}
