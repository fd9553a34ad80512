import type { ProcedureStep, SignedWay } from '@lika/contract'
import { type ReactNode, useId } from 'react'
import { useWords } from '../../../words/index.ts'
import { CaseEvidence } from './case-evidence.tsx'
import type { ActDraft, Fault, FormKind } from './draft.ts'
import { SignaturePad } from './signature-pad.tsx'

/** What every form of an act is given. */
export interface FieldsProps {
  readonly kind: FormKind
  readonly step: ProcedureStep
  readonly of: readonly string[]
  readonly draft: ActDraft
  readonly change: (changed: Partial<ActDraft>) => void
  readonly fault: (which: Fault) => ReactNode
  readonly cases: readonly string[]
}

const ways: readonly SignedWay[] = ['drawn', 'fingerprint', 'paper', 'account']

/** Who signs, and how: on the glass, by finger, on paper, or as the account. */
export function SignedFields({ step, of, draft, change, fault }: FieldsProps) {
  const { t, say } = useWords()
  const id = useId()
  const signers = step.signs.filter((each) => of.length === 0 || of.includes(each.id))
  const signer = signers.find((each) => each.id === draft.signer)
  return (
    <>
      <div className="act-row">
        <fieldset className="field">
          <legend>{t('cases.signer')}</legend>
          <span className="toggles">
            {signers.map((each) => (
              <label key={each.id}>
                <input
                  type="radio"
                  name={`${id}-signer`}
                  checked={draft.signer === each.id}
                  onChange={() => change({ signer: each.id })}
                />
                {say(each.label)}
              </label>
            ))}
          </span>
          {fault('signer')}
        </fieldset>
        <div className="field">
          <label htmlFor={`${id}-name`}>{t('cases.signerName')}</label>
          <input
            id={`${id}-name`}
            className="input"
            maxLength={60}
            autoComplete="off"
            value={draft.name}
            onChange={(event) => change({ name: event.target.value })}
          />
        </div>
      </div>
      <fieldset className="field">
        <legend>{t('cases.way')}</legend>
        <span className="toggles">
          {ways.map((way) => (
            <label key={way}>
              <input
                type="radio"
                name={`${id}-way`}
                checked={draft.way === way}
                onChange={() => change({ way })}
              />
              {t(`cases.ways.${way}`)}
            </label>
          ))}
        </span>
        <p className="hint">{t(`cases.wayHint.${draft.way}`)}</p>
      </fieldset>
      {draft.way === 'drawn' && (
        <div className="field">
          <SignaturePad
            strokes={draft.strokes}
            onChange={(strokes) => change({ strokes })}
            label={signer ? say(signer.label) : ''}
            isWrong={Boolean(fault('drawing'))}
          />
          {fault('drawing')}
        </div>
      )}
      {draft.way !== 'account' && (
        <CaseEvidence files={draft.files} onChange={(files) => change({ files })} />
      )}
      {fault('files')}
    </>
  )
}
