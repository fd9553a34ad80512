import { type ReactNode, useEffect, useRef, useState } from 'react'
import { useWords } from '../../words/index.ts'

/** A file may be dropped anywhere on the page. */
export function DropZone(props: {
  readonly disabled: boolean
  readonly onFile: (file: File) => void
  readonly children: ReactNode
}) {
  const { t } = useWords()
  const { disabled } = props
  const [isOver, setOver] = useState(false)
  const onFile = useRef(props.onFile)
  onFile.current = props.onFile
  useEffect(() => {
    if (disabled) return
    // Moving from one element to another leaves one and enters the other.
    let depth = 0
    const hasFile = (event: DragEvent) => event.dataTransfer?.types.includes('Files') ?? false
    const enter = (event: DragEvent) => {
      if (!hasFile(event)) return
      depth++
      setOver(true)
    }
    const leave = (event: DragEvent) => {
      if (!hasFile(event)) return
      depth = Math.max(0, depth - 1)
      if (depth === 0) setOver(false)
    }
    const over = (event: DragEvent) => {
      if (hasFile(event)) event.preventDefault()
    }
    const drop = (event: DragEvent) => {
      if (!hasFile(event)) return
      event.preventDefault()
      depth = 0
      setOver(false)
      const file = event.dataTransfer?.files[0]
      if (file) onFile.current(file)
    }
    document.addEventListener('dragenter', enter)
    document.addEventListener('dragleave', leave)
    document.addEventListener('dragover', over)
    document.addEventListener('drop', drop)
    return () => {
      document.removeEventListener('dragenter', enter)
      document.removeEventListener('dragleave', leave)
      document.removeEventListener('dragover', over)
      document.removeEventListener('drop', drop)
    }
  }, [disabled])
  return (
    <>
      {props.children}
      {isOver && (
        <div className="drop-over" aria-hidden>
          {t('imports.drop')}
        </div>
      )}
    </>
  )
}
