export const afterExit = {
  afterExit: {
    title: '退出后继续享受的政策',
    notExited: '这一户没有脱贫，按现行政策享受帮扶。',
    none: '生效的政策包没有写明退出后延续哪些政策。',
    sinceCase: '{{day}} 经事项认定脱贫。',
    sinceRecorded: '登记的脱贫时间为 {{day}}。',
    sinceUnknown: '脱贫日期不详：接收登记时已是脱贫户。',
    toCase: '查看事项',
    until: '至 {{day}}，还有 {{count}} 天',
    over: '已于 {{day}} 到期',
    end: {
      stated: '有期限',
      ownTerm: '按待遇自身的期限',
      sinceUnknown: '从脱贫之日起算，脱贫日期不详',
      unstated: '文件没有写明期限',
    },
    entitlement: {
      due: '{{label}}：{{amount}} 元{{period}}',
      none: '{{label}}：按现有事实不符合条件',
      unknown: '{{label}}：待定，缺少事实',
    },
    period: { once: '（一次性）', month: '/月', quarter: '/季', year: '/年' },
    lead: '牵头：{{units}}',
    cardLine: '{{label}}（{{end}}）',
    cardLineOpen: '{{label}}（{{end}}；是否符合条件待定）',
    cardTitle: '退出后继续享受',
  },
} as const
