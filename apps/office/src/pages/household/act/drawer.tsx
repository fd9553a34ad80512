import type { Household } from '@lika/contract'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { Drawer } from 'antd'
import { usePlace } from '../../../app/place.ts'
import { useWords } from '../../../words/index.ts'
import type { ActProps } from './act-props.ts'
import { AddMember } from './add-member.tsx'
import { Merge, Move } from './merge-move.tsx'
import { EndPerson, MovePerson } from './person.tsx'
import { Split } from './split.tsx'
import '../../../parts/record/record.css'
import './act.css'

export const acts = ['split', 'merge', 'move', 'addMember', 'endPerson', 'movePerson'] as const
type Act = (typeof acts)[number]
export const isAct = (act: string | undefined): act is Act => acts.some((each) => each === act)

const forms: Readonly<Record<Act, (props: ActProps & { readonly person: string }) => React.ReactNode>> = {
  split: Split,
  merge: Merge,
  move: Move,
  addMember: AddMember,
  endPerson: EndPerson,
  movePerson: MovePerson,
}

/** The form of an operation, open while the address says `act`. */
export default function ActDrawer(props: { readonly household: Household; readonly act: string }) {
  const { household, act } = props
  const { t } = useWords()
  const { can } = usePlace()
  const { subject } = useSearch({ from: '/frame/households/$id' })
  const navigate = useNavigate()
  const close = () =>
    void navigate({
      to: '.',
      search: (before) => ({ ...before, act: undefined, subject: undefined }),
      replace: true,
    })
  const onDone = (households: readonly string[]) => {
    // Whoever was merged or split ends on the household in which people now live.
    const other = households.find((id) => id !== household.id)
    if ((act === 'merge' || act === 'split') && other)
      void navigate({ to: '/households/$id', params: { id: other }, search: {} })
    else close()
  }
  if (!isAct(act)) return null
  const Form = forms[act]
  return (
    <Drawer
      open
      title={t(`act.${act}.title`)}
      onClose={close}
      size={600}
      closable={{ 'aria-label': t('record.close') }}
    >
      {can('registry.operate') ? (
        <>
          <p className="quiet act-about">{t(`act.${act}.about`)}</p>
          <Form household={household} person={subject ?? ''} close={close} onDone={onDone} />
        </>
      ) : (
        <p>{t('record.noPermission')}</p>
      )}
    </Drawer>
  )
}
