// Whether the server has said that its disk is full. Whoever tried to store something is told until it stores again.

import { useSyncExternalStore } from 'react'

const LOOK_EVERY_MS = 10_000

let isFull = false
let timer: ReturnType<typeof setInterval> | undefined
const listeners = new Set<() => void>()

/** Of every answer: a refusal for want of room begins it, and nothing else does. */
export function noteRoom({ status }: Pick<Response, 'status'>): void {
  if (status === 507) settle(true)
}

function settle(full: boolean): void {
  if (full === isFull) return
  isFull = full
  clearInterval(timer)
  if (full) timer = setInterval(() => void lookAgain(), LOOK_EVERY_MS)
  for (const each of listeners) each()
}

async function lookAgain(): Promise<void> {
  try {
    const { disk } = (await (await fetch('/api/health')).json()) as { disk?: string }
    settle(disk === 'full' || disk === 'spent')
  } catch {
    // No answer says nothing about the disk.
  }
}

const subscribe = (listener: () => void) => {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

export const useDiskFull = () => useSyncExternalStore(subscribe, () => isFull)
