import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useEffect, useState } from 'react'
import { api } from '../../../api/client.ts'
import { usePlace } from '../../../app/place.ts'
import { FactFields } from '../../../parts/record/fact-fields.tsx'
import { useWords } from '../../../words/index.ts'
import { neededOfPersons, type PersonDraft, usePersonFacts } from './person.ts'

/** The fields of somebody new, with a look at who is registered already while they are typed. */
export function PersonFields(props: {
  readonly prefix: string
  /** Village or group in which the person is to be registered. */
  readonly region: string
  readonly person: PersonDraft
  readonly withHead: boolean
  readonly showFaults: boolean
  readonly onChange: (person: PersonDraft) => void
}) {
  const { session } = usePlace()
  const { person } = props
  const list = usePersonFacts()
  return (
    <>
      <FactFields
        prefix={props.prefix}
        list={list}
        typed={person.typed}
        today={session.today}
        showFaults={props.showFaults}
        required={neededOfPersons}
        onChange={(fact, typed) => {
          const { [fact]: _, ...others } = person.typed
          props.onChange({ ...person, typed: typed ? { ...others, [fact]: typed } : others })
        }}
      />
      <Duplicates region={props.region} person={person} />
    </>
  )
}

/** Waits so long for the next letter before it asks. */
const PAUSE_MS = 400

function Duplicates({ region, person }: { readonly region: string; readonly person: PersonDraft }) {
  const { t, say } = useWords()
  const value = (fact: string) => person.typed[fact]?.value.trim() ?? ''
  const name = value('name')
  const birthDate = value('birthDate')
  const sex = value('sex')
  const idNumber = value('idNumber')
  const asked = usePaused(
    name.length >= 2 && region.length >= 12
      ? {
          region,
          name,
          ...(birthDate ? { birthDate } : {}),
          ...(sex ? { sex } : {}),
          ...(/^\d{15,}[\dXx]*$/.test(idNumber) ? { idNumber } : {}),
        }
      : undefined,
  )
  const found = useQuery({
    // The number itself must not stay behind in the cache of queries.
    queryKey: [
      'checkDuplicates',
      person.id,
      asked?.idNumber?.length,
      asked?.sex,
      asked?.name,
      asked?.birthDate,
    ],
    queryFn: ({ signal }) => api.checkDuplicates({ body: asked!, signal }),
    enabled: asked !== undefined,
    gcTime: 0,
    staleTime: 0,
  })
  const candidates = asked ? (found.data?.candidates ?? []) : []
  if (candidates.length === 0) return null
  return (
    <div className="duplicates" role="status">
      <p>
        <span className="tag tag-warn">{t('newHousehold.maybe', { count: candidates.length })}</span>{' '}
        {t('newHousehold.maybeText')}
      </p>
      <ul className="plain">
        {candidates.slice(0, 5).map(({ person: known, score, reasons }) => (
          <li key={known.id}>
            {known.householdId ? (
              <Link
                to="/households/$id"
                params={{ id: known.householdId }}
                search={{ tab: 'members' }}
                target="_blank"
              >
                {known.name} <span className="figure">{known.householdNumber}</span>
              </Link>
            ) : (
              known.name
            )}{' '}
            <span className="quiet figure">
              {[known.birthDate, known.idNumber].filter(Boolean).join(' ')}{' '}
              {t('newHousehold.score', { score })} ·{' '}
              {reasons.map(({ message }) => say(message)).join(t('record.listSeparator'))}
            </span>
          </li>
        ))}
      </ul>
    </div>
  )
}

/** The value once it has stood still for a moment. */
function usePaused<V>(value: V): V {
  const text = JSON.stringify(value)
  const [paused, setPaused] = useState(value)
  useEffect(() => {
    const timer = setTimeout(
      () => setPaused(text === undefined ? (undefined as V) : JSON.parse(text)),
      PAUSE_MS,
    )
    return () => clearTimeout(timer)
  }, [text])
  return paused
}
