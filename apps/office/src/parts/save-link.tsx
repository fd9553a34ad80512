import { type UseMutationResult, useMutation } from '@tanstack/react-query'
import type { MouseEvent, ReactNode } from 'react'
import { saveFile } from '../pages/imports/upload.ts'
import { Refusal } from './record/refusal.tsx'

export type Saving = UseMutationResult<void, Error, string>

/**
 * Saving of files that the server makes. The browser's own way to follow a link would save a refusal as if it were the
 * file; so they are fetched like every other call, which asks for a fresh factor where one is needed and says why not.
 */
export function useSaving(): Saving {
  return useMutation({ mutationFn: (address: string) => saveFile(address) })
}

/** A link to a file; what it is refused for is said by `SavingRefusal`. */
export function SaveLink(props: {
  readonly href: string
  readonly saving: Saving
  readonly className?: string
  readonly onStart?: () => void
  readonly children: ReactNode
}) {
  const { href, saving, className, onStart, children } = props
  const save = (event: MouseEvent) => {
    event.preventDefault()
    onStart?.()
    if (!saving.isPending) saving.mutate(href)
  }
  return (
    <a href={href} download className={className} aria-disabled={saving.isPending} onClick={save}>
      {children}
    </a>
  )
}

export function SavingRefusal({ saving }: { readonly saving: Saving }) {
  return saving.error && <Refusal error={saving.error} />
}
