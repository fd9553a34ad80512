import { keepPreviousData, queryOptions, useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { api } from '../../../api/client.ts'
import { useWords } from '../../../words/index.ts'
import { zh } from '../../../words/zh.ts'
import { usePlace } from '../../place.ts'
import { pages as railPages } from '../navigation.tsx'
import { foundGroups, type Group, identifies } from './options.ts'

const WAIT_MS = 180

export const searchQuery = (text: string, region: string, asOf: string) =>
  queryOptions({
    queryKey: ['search', text, region, asOf],
    queryFn: ({ signal }) => api.search({ body: { text, region, asOf }, signal }),
    // Names are not kept longer than they are looked at.
    gcTime: 30_000,
  })

/** The text a moment after the last letter: each keystroke would be a question otherwise. */
export function useSettled(text: string, isComposing: boolean): string {
  const [settled, setSettled] = useState('')
  useEffect(() => {
    if (isComposing) return
    const timer = setTimeout(() => setSettled(text.trim()), text.trim() === '' ? 0 : WAIT_MS)
    return () => clearTimeout(timer)
  }, [text, isComposing])
  return settled
}

/** Groups of options for a text; the answer before stays until the next one is there. */
export function useFound(text: string) {
  const { region, date } = usePlace()
  const group = useGroups()
  const query = useQuery({
    ...searchQuery(text, region, date),
    enabled: text !== '',
    placeholderData: keepPreviousData,
  })
  // Without an answer there are still the pages, and the list of households.
  const answer = query.data ?? (query.isError ? { tooMany: [] } : undefined)
  return {
    query,
    groups: text === '' || !answer ? [] : group(text, answer),
    tooMany: text === '' ? [] : (query.data?.tooMany ?? []),
  }
}

/** The answer of the server together with pages and the way to the whole list. */
export function useGroups() {
  const { t, say } = useWords()
  const { can } = usePlace()
  return (text: string, answer: Parameters<typeof foundGroups>[0]): Group[] => {
    const found = foundGroups(answer, {
      say,
      member: (name) => t('find.member', { name }),
      unnamed: t('households.nameUnknown'),
      part: (part) => (part in zh.find.parts ? t(`find.parts.${part as 'criteria'}`) : part),
      subject: (subject) =>
        subject in zh.find.subjects ? t(`find.subjects.${subject as 'household'}`) : subject,
      level: (level) => t(`region.level.${level as 'village'}`),
    })
    const wanted = text.toLowerCase()
    const pages = railPages.filter(
      (page) =>
        (!('permission' in page) || can(page.permission)) &&
        !('unless' in page && can(page.unless)) &&
        (t(`nav.${page.name}`).toLowerCase().includes(wanted) || page.to.slice(1).startsWith(wanted)),
    )
    const all: Group[] =
      can('registry.read') && !identifies(text)
        ? [
            {
              name: 'all',
              more: false,
              options: [
                {
                  id: 'all-households',
                  target: { kind: 'households', search: text },
                  title: t('find.allHouseholds', { text }),
                  detail: '',
                },
              ],
            },
          ]
        : []
    return [
      ...found,
      ...(pages.length === 0
        ? []
        : [
            {
              name: 'pages' as const,
              more: false,
              options: pages.map(({ to, name }) => ({
                id: `page-${name}`,
                target: { kind: 'page' as const, to },
                title: t(`nav.${name}`),
                detail: '',
              })),
            },
          ]),
      ...all,
    ]
  }
}
