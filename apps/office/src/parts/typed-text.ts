import { useEffect, useRef, useState } from 'react'

/**
 * A text of the address that is being typed: told when typing rests, and not while a Chinese word is still being composed.
 * `fields` belong on the input; a change of the address from elsewhere is shown there.
 */
export function useTypedText(
  value: string,
  tell: (text: string | undefined) => void,
  {
    restMs = 250,
    isHeld = () => false,
  }: { readonly restMs?: number; readonly isHeld?: (text: string) => boolean } = {},
) {
  const [text, setText] = useState(value)
  const [isComposing, setComposing] = useState(false)
  const teller = useRef(tell)
  teller.current = tell
  useEffect(() => setText(value), [value])
  const isQuiet = isComposing || isHeld(text) || text.trim() === value
  useEffect(() => {
    if (isQuiet) return
    const timer = setTimeout(() => teller.current(text.trim() || undefined), restMs)
    return () => clearTimeout(timer)
  }, [text, isQuiet, restMs])
  return {
    text,
    isComposing,
    fields: {
      value: text,
      onChange: (event: { readonly target: { readonly value: string } }) => setText(event.target.value),
      onCompositionStart: () => setComposing(true),
      onCompositionEnd: () => setComposing(false),
    },
  }
}
