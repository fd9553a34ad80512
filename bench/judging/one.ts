/** One household with every reason in two languages, as its page and the phone show it. */
import { compileSet, explainSet, type Subject } from '@lika/policy'
import { explainVerdict } from '../../apps/server/src/modules/policies/index.ts'
import { type Section, time } from '../measurement.ts'
import { median, quantile } from '../stopwatch.ts'
import { beihaiHouseholds } from './beihai.ts'
import { ASKED_ON } from './households.ts'
import { exitStandard } from './standard.ts'

export const judgeOne: Section = async ({ isQuick }) => {
  const { policy, set } = exitStandard()
  const judge = compileSet(set)
  const subjects: Subject[] = beihaiHouseholds(policy, 100)
  const each = (work: (subject: Subject) => unknown): number[] => {
    const taken: number[] = []
    for (let round = 0; round < (isQuick ? 20 : 100); round++) {
      for (const subject of subjects) {
        const began = performance.now()
        work(subject)
        // The first rounds are of a program that has just started.
        if (round >= 5) taken.push(performance.now() - began)
      }
    }
    return taken
  }
  const explained = each((subject) => {
    judge(subject, ASKED_ON)
    explainSet(set, subject, ASKED_ON, policy)
  })
  const answered = each((subject) => explainVerdict(set, subject, ASKED_ON, policy))
  return [
    {
      work: 'judge one household of Beihai by nine criteria, with explanations in Chinese and English',
      result: time(median(explained)),
      bar: 'under 1 ms',
      reached: median(explained) < 1,
      note: `99th percentile ${time(quantile(explained, 0.99))}`,
    },
    {
      work: 'the same as the server answers it: with rule texts, receipt and digest of the facts',
      result: time(median(answered)),
      bar: 'under 1 ms',
      reached: median(answered) < 1,
      note: `99th percentile ${time(quantile(answered, 0.99))}`,
    },
  ]
}
