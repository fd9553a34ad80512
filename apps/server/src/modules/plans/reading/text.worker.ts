/** The thread of `openTextWork`: one task after the other. */
import { readFile } from 'node:fs/promises'
import { parentPort } from 'node:worker_threads'
import { openFile, READER, readText, UnreadableFile } from '@lika/intake'
import { compareTexts } from '../versions/compare.ts'
import { mustUnpackWithinReason, TextRefused } from './archive.ts'
import { partOf } from './read-part.ts'
import { MOST_CHARACTERS } from './refusals.ts'
import type { WorkAnswers, WorkSaid, WorkTask } from './work.ts'

const port = parentPort
if (port === null) throw new Error('text.worker.ts runs in a worker only')

async function answerOf(asked: WorkTask): Promise<WorkAnswers[WorkTask['kind']]> {
  if (asked.kind === 'open') return { text: await textOfFile(asked.path, asked.name) }
  if (asked.kind === 'compare') return { pieces: compareTexts(asked.from, asked.to) }
  return { reader: READER, parts: readText(asked.text).documents.map((each) => partOf(each, asked.text)) }
}

async function textOfFile(path: string, name: string): Promise<string> {
  const bytes = await readFile(path)
  if (bytes[0] === 0x50 && bytes[1] === 0x4b) await mustUnpackWithinReason(path)
  const opened = await openFile(bytes, name)
  // What no database keeps: it is nothing that anybody could read either.
  const text = opened.text.replaceAll('\0', '\ufffd').toWellFormed()
  if (text.trim() === '') throw new TextRefused('noText')
  if (text.length > MOST_CHARACTERS) throw new TextRefused('tooLong')
  return text
}

async function saidOf(asked: WorkTask): Promise<WorkSaid> {
  try {
    return { answer: await answerOf(asked) }
  } catch (error) {
    if (error instanceof TextRefused) return { refused: error.reason }
    if (error instanceof UnreadableFile) return { unreadable: { zh: error.zh, en: error.en } }
    // Elements within elements without end: no document that a person wrote.
    if (error instanceof RangeError) return { refused: 'damaged' }
    return { failed: error instanceof Error ? error : new Error(String(error)) }
  }
}

port.on('message', (asked: WorkTask) => {
  void saidOf(asked).then((said) => port.postMessage(said))
})
