/** A policy document of the world: who filed it, and what was accepted of what is read out of it. */

export interface DemoDocument {
  readonly key: string
  readonly regionCode: string
  readonly text: string
  readonly fileName: string
  /** Key of the document of the level above that it carries out. */
  readonly above?: string
  /** Name of the account that filed it and accepted statements of it. */
  readonly by: string
  readonly filedOn: string
  readonly acceptedOn: string
  /**
   * What somebody accepts of a task that was read, and when it is owed; several where one sentence sets several cycles;
   * nothing for what waits.
   */
  readonly acceptTask?: (task: ReadTask) => TaskDays | readonly TaskDays[] | undefined
  readonly acceptTarget?: (target: ReadTarget) => TargetMeaning | undefined
  readonly acceptFundLines?: boolean
  /** Targets that were set by hand: how one of the text is divided among the regions below. */
  readonly parts?: readonly TargetPart[]
}

export interface ReadTask {
  readonly clause: string
  readonly due: { readonly from: string | null; readonly to: string | null } | null
  readonly every: string | null
}

export interface TaskDays {
  readonly from: string | null
  readonly to: string | null
  readonly every: string | null
  /** What of the sentence it is; all of it when left out. */
  readonly text?: string
}

export interface ReadTarget {
  readonly clause: string
  readonly subject: string
  readonly value: string | null
  readonly unit: string
  readonly region: string | null
}

export interface TargetMeaning {
  /** By which parts name it. */
  readonly key?: string
  readonly label: string
  readonly indicator: string | null
  /** Where it is to be reached, when not in the region of the document. */
  readonly regionCode?: string
  readonly kind: 'plan' | 'assigned'
  /** Key of the target of this document that it is a part of. */
  readonly of?: string
}

export interface TargetPart {
  readonly of: string
  readonly regionCode: string
  readonly value: string
  readonly unit: string
  readonly label: string
  readonly indicator: string | null
  readonly from: string
  readonly to: string
}

/** As read, or to the end of a year where the text names no day. */
export function daysOf({ due, every }: ReadTask, year: string): TaskDays {
  if (every !== null) return { from: `${year}-01-01`, to: `${year}-12-31`, every }
  return { from: due?.from ?? null, to: due?.to ?? null, every: null }
}
