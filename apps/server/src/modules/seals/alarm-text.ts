import type { Message } from '../../platform/errors.ts'
import type { SealAlarm } from './alarm.ts'

/** What happened, since when, and what to do. */
export function alarmText({ reason, since, place, because }: SealAlarm): Message {
  const at = since ?? '…'
  switch (reason) {
    case 'stopped':
      return {
        zh: `日志封存已停止超过 10 分钟（上次完成：${at}）：请查看服务器日志；在此期间的修改无法被发现。`,
        en: `Sealing of the journals has stood still for more than 10 minutes (last run: ${at}). Look at the server's log: changes made meanwhile cannot be found out.`,
      }
    case 'held':
      return {
        zh: `一个未结束的数据库事务自 ${at} 起阻止日志封存：请在数据库的 pg_stat_activity 中找到并结束它。`,
        en: `A transaction that does not end has held sealing back since ${at}: find it in pg_stat_activity of the database and end it.`,
      }
    case 'outside':
      return {
        zh: `检查点自 ${at} 起无法写到 ${place}（${because}）：请检查该文件夹。`,
        en: `Checkpoints cannot be written to ${place} since ${at} (${because}): check that folder.`,
      }
  }
}
