export const rates = {
  rates: {
    title: '回头看和差错率',
    year: '办结年份',
    everyYear: '全部年份',
    empty: '还没有办结的回头看事项',
    emptyText: '回头看复核办结后，这里按地区统计漏评率、错退率和抽查户数。',
    toOpen: '发起回头看',
    rate: { missed: '漏评率', wronglyOut: '错退率' },
    part: { missed: '漏评 {{number}} 户', wronglyOut: '错退 {{number}} 户' },
    whole: {
      registered: '抽查的在册户 {{number}} 户',
      exited: '抽查的脱贫户 {{number}} 户',
      unregistered: '抽查的非建档立卡户 {{number}} 户',
    },
    noWhole: '无法计算',
    noWholeHint: '没有抽查这一类户，没有分母',
    byRegion: '按地区',
    surveyed: '抽查户数（按发起复核时的状态）',
    found: '复核结果',
    standing: { registered: '在册', exited: '脱贫', unregistered: '非建档立卡' },
    outcome: { correct: '准确', wronglyIn: '错评', wronglyOut: '错退', missed: '漏评' },
    countOf: '{{place}} {{what}} {{number}} 户',
    basis:
      '漏评率是漏评户占抽查的非建档立卡户的比例，错退率是错退户占抽查的脱贫户的比例。状态以发起复核那天为准；没有抽查就没有分母，写“无法计算”，不写 0。比例只舍不入到千分之一。',
  },
} as const
