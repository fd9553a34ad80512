export const plans = {
  plans: {
    title: '方案与任务',
    sections: {
      label: '方案与任务的各个页面',
      documents: '文件',
      targets: '目标',
      tasks: '任务',
      funds: '资金',
    },
  },
} as const
