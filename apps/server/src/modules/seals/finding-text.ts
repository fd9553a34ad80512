/** What was found, as a sentence that names the place. */
import type { Message } from '../../platform/errors.ts'
import type { Finding } from './compare.ts'

const texts: Readonly<Record<Finding['kind'], (finding: Finding) => Message>> = {
  rowEdited: (f) => ({
    zh: `${f.journal} 的记录 ${f.row} 在 ${f.sealedAt} 封存（批次 ${f.batch}）之后被修改。`,
    en: `The row ${f.row} of ${f.journal} was edited after it was sealed at ${f.sealedAt} (batch ${f.batch}).`,
  }),
  rowDeleted: (f) => ({
    zh: `${f.journal} 的记录 ${f.row} 在 ${f.sealedAt} 封存（批次 ${f.batch}）之后被删除。`,
    en: `The row ${f.row} of ${f.journal} was deleted after it was sealed at ${f.sealedAt} (batch ${f.batch}).`,
  }),
  rowInserted: (f) => ({
    zh: `${f.journal} 的记录 ${f.row} 是在 ${f.sealedAt} 封存（批次 ${f.batch}）之后插进已封存部分的。`,
    en: `The row ${f.row} of ${f.journal} was inserted among what had been sealed at ${f.sealedAt} (batch ${f.batch}).`,
  }),
  rowMoved: (f) => ({
    zh: `${f.journal} 的记录 ${f.row} 的次序在 ${f.sealedAt} 封存（批次 ${f.batch}）之后被改动。`,
    en: `The row ${f.row} of ${f.journal} was put into another order after it was sealed at ${f.sealedAt} (batch ${f.batch}).`,
  }),
  batchEdited: (f) => ({
    zh: `批次 ${f.batch}（${f.journal}，${f.sealedAt}）自身被修改：摘要与内容不符。`,
    en: `Batch ${f.batch} (${f.journal}, ${f.sealedAt}) was itself edited: its hashes do not fit what it holds.`,
  }),
  batchesMissing: (f) => ({
    zh: `批次 ${f.batch} 至 ${f.upto} 被删除。`,
    en: `The batches ${f.batch} to ${f.upto} were deleted.`,
  }),
  chainBroken: (f) => ({
    zh: `批次 ${f.batch}（${f.journal}，${f.sealedAt}）与前一批次接不上：批次被替换或调换。`,
    en: `Batch ${f.batch} (${f.journal}, ${f.sealedAt}) does not follow the one before: batches were replaced or exchanged.`,
  }),
  truncated: (f) => ({
    zh: `尾部被截去：${f.where} 中 ${f.madeAt} 的检查点 ${f.checkpoint} 到批次 ${f.batch}，数据库没有这一批次${since(f).zh}。`,
    en: `The end was cut off: checkpoint ${f.checkpoint} of ${f.madeAt} in ${f.where} reaches batch ${f.batch}, which the database does not have${since(f).en}.`,
  }),
  rewritten: (f) => ({
    zh: `历史被改写：${f.where} 中 ${f.madeAt} 的检查点 ${f.checkpoint} 与批次 ${f.batch} 不符${since(f).zh}。`,
    en: `History was rewritten: checkpoint ${f.checkpoint} of ${f.madeAt} in ${f.where} does not agree with batch ${f.batch}${since(f).en}.`,
  }),
  signatureWrong: (f) => ({
    zh: `${f.where} 中 ${f.madeAt} 的检查点 ${f.checkpoint} 签名不对：被修改，或由别的密钥签名。`,
    en: `The signature of checkpoint ${f.checkpoint} of ${f.madeAt} in ${f.where} is wrong: it was edited, or signed with another key.`,
  }),
  checkpointUnreadable: (f) => ({
    zh: `${f.where} 中有一个检查点无法读取。`,
    en: `A checkpoint in ${f.where} cannot be read.`,
  }),
  checkpointDeleted: (f) => ({
    zh: `${f.where} 中的检查点 ${f.checkpoint} 至 ${f.upto} 在数据库里已不存在。`,
    en: `The checkpoints ${f.checkpoint} to ${f.upto} in ${f.where} are gone from the database.`,
  }),
  outsideMissing: (f) => ({
    zh: `${f.where} 缺少检查点 ${f.checkpoint} 至 ${f.upto}：库外副本被删除或改动。`,
    en: `${f.where} lacks checkpoints ${f.checkpoint} to ${f.upto}: the copy outside was deleted or edited.`,
  }),
  printDiffers: (f) => ({
    zh: `检查点 ${f.checkpoint} 与打印件不符${f.where ? `：现在的指纹是 ${f.where}` : '：数据库里没有它'}。`,
    en: `Checkpoint ${f.checkpoint} is not the printed one: ${f.where ? `its fingerprint is ${f.where}` : 'the database has none of this number'}.`,
  }),
}

export function findingText(finding: Finding): Message {
  return texts[finding.kind](finding)
}

function since({ after }: Finding): Message {
  if (!after) return { zh: '', en: '' }
  return {
    zh: `；直到 ${after.madeAt} 的检查点 ${after.number} 仍然相符`,
    en: `; checkpoint ${after.number} of ${after.madeAt} still agrees`,
  }
}
