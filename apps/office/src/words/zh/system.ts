export const system = {
  system: {
    title: '系统',
    alarms: '告警',
    none: '没有告警',
    noneText: '封存按时进行，库外副本齐全。有告警时，每一页上方都会提示。',
    since: '自 {{at}}',
    commands: '在服务器上执行的命令',
    commandsText: '备份、恢复、密钥只在服务器的命令行办理，不经过网页。加 --help 查看用法。',
    what: {
      backup: '备份，另存到别处',
      restore: '恢复到某一时刻（先在另一台机器上演练）',
      verify: '核对数据和封存是否被改动',
      keys: '更换密钥，可以中断后继续',
      regions: '导入或更新行政区划',
      admin: '给第一位管理员一次性代码',
    },
  },
} as const
