import type { SimulatedSide } from '@lika/contract'
import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query'
import { api } from '../../api/client.ts'

/** What is simulated: where, when, over whom, under which figures. */
export interface Asked {
  readonly region: string
  readonly asOf: string
  readonly set: string
  readonly parameters: Readonly<Record<string, string>>
  readonly status?: string[]
}

export const simulationChoicesQuery = (region: string, asOf: string) =>
  queryOptions({
    queryKey: ['listSimulationChoices', region, asOf],
    queryFn: ({ signal }) => api.listSimulationChoices({ query: { region, asOf }, signal }),
    staleTime: 300_000,
  })

/** The answer before stays on the page until the new one is there; an older request is given up. */
export const simulationQuery = (asked: Asked) =>
  queryOptions({
    queryKey: ['simulate', asked],
    queryFn: ({ signal }) => api.simulate({ body: asked, signal }),
    placeholderData: keepPreviousData,
  })

/** A curve is the same wherever its own figure stands. */
export const curveQuery = (asked: Asked, along: string) => {
  const { [along]: _, ...others } = asked.parameters
  const body = { ...asked, parameters: others, along }
  return queryOptions({
    queryKey: ['drawSimulation', body],
    queryFn: ({ signal }) => api.drawSimulation({ body, signal }),
    placeholderData: keepPreviousData,
  })
}

export interface ListAsked {
  readonly side: SimulatedSide
  readonly within: string | undefined
  readonly cost: string | undefined
}

export const simulatedQuery = (asked: Asked, { side, within, cost }: ListAsked) =>
  infiniteQueryOptions({
    queryKey: ['listSimulated', asked, side, within, cost],
    queryFn: ({ pageParam, signal }) =>
      api.listSimulated({
        body: {
          ...asked,
          side,
          limit: 100,
          ...(within === undefined ? {} : { within }),
          ...(cost === undefined ? {} : { cost }),
          ...(pageParam === undefined ? {} : { cursor: pageParam }),
        },
        signal,
      }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next,
  })
