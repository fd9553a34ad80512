/**
 * What a public notice may show of a case, and nothing else: enough to tell people apart, no more. The exit notices of
 * Guangxi show number, group, head and size alone; monitoring notices never an identity number, telephone, account or
 * illness. No measure either: a health measure would tell of an illness. Amounts are told by the notices of funds.
 */
export const noticeColumns = [
  'serial',
  'villageName',
  'villageGroup',
  'headName',
  'householdSize',
  'cardNumber',
  'status',
  'decision',
] as const
export type NoticeColumn = (typeof noticeColumns)[number]
