/** The scope of whoever administers: everything is asked for by region, and what lies outside looks like nothing there. */
import { isWithin, regionRange } from '@lika/codes'
import { AppError, notFound } from '../../../platform/errors.ts'
import type { Actor } from '../../../platform/http.ts'
import { isWithinOwn } from './containment.ts'

export interface Ranges {
  readonly lo: readonly string[]
  readonly hi: readonly string[]
}

/** The actor's regions within a region, as ranges of codes. */
export function rangesWithin(actor: Actor, region: string): Ranges {
  const ranges = actor.regions.flatMap((own) => {
    if (isWithin(region, own)) return [regionRange(region)]
    return isWithin(own, region) ? [regionRange(own)] : []
  })
  return { lo: ranges.map(({ lo }) => lo), hi: ranges.map(({ hi }) => hi) }
}

/** Everything that the actor administers. */
export function rangesOf(actor: Actor): Ranges {
  return rangesWithin(actor, 'all')
}

/** A text column that lies in one of the ranges, whose ends are the given parameters. */
export function inRanges(column: string, lo: string, hi: string): string {
  return `exists (select from unnest(${lo}::text[], ${hi}::text[]) as r (lo, hi) where ${column} collate "C" >= r.lo and ${column} collate "C" < r.hi)`
}

/** A region that something is asked about or put into. */
export function mustReachRegion(actor: Actor, region: string, field = 'region'): void {
  if (!isWithinOwn(region, actor.regions)) throw unseenRegion(region, field)
}

export function unseenRegion(region: string, field = 'region'): AppError {
  return notFound(
    'region.notFound',
    {
      zh: `没有区域 ${region}，或者不在您的范围内。`,
      en: `There is no region ${region}, or it is not within your scope.`,
    },
    { field, value: region },
  )
}

export function unseenAccount(id: string): AppError {
  return notFound(
    'account.notFound',
    {
      zh: '没有这个账号，或者不在您的范围内。',
      en: 'There is no such account, or it is not within your scope.',
    },
    { field: 'id', value: id },
  )
}

/** Seen, but not whole: some of what it holds lies elsewhere, so that only somebody above may change it. */
export function beyondYou(): AppError {
  return new AppError('account.beyondYou', 403, {
    zh: '这个账号有一部分授权在您的范围之外，只能由上级安全管理员处理。',
    en: 'Some of what this account holds lies outside your scope: only a security administrator above you may change it.',
  })
}

/** A grant to oneself is how a county once made itself a city (care#209). */
export function notYourself(): AppError {
  return new AppError('account.notYourself', 403, {
    zh: '任何人不能给自己授权，也不能更改自己的账号；请由另一位安全管理员办理。',
    en: 'Nobody grants or changes anything of themselves: another security administrator has to.',
  })
}
