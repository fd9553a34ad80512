import type { Dictionary } from '../dictionary.ts'
import type { calendar as zh } from '../zh/calendar.ts'

export const calendar: Dictionary<typeof zh> = {
  calendar: {
    title: 'Calendar of notices and deadlines',
    caption: 'Calendar of {{month}}',
    told: '{{all}} this month',
    toldLate: '{{late}} of them late',
    what: 'What',
    everything: 'Everything',
    kind: {
      noticeBegins: 'Notice begins',
      noticeEnds: 'Notice ends',
      stepDue: 'Step due',
      caseDue: 'Case due',
    },
    late: 'late',
    view: 'View',
    views: { month: 'Month', list: 'List' },
    weekday: { mon: 'Mon', tue: 'Tue', wed: 'Wed', thu: 'Thu', fri: 'Fri', sat: 'Sat', sun: 'Sun' },
    today: 'today',
    free: 'free: {{name}}',
    works: 'worked for {{name}}',
    openDay: ', {{day}}, {{count}} entries',
    sumOf: 'cases on {{day}}, in {{items}} entries',
    cases: 'Cases: {{all}}',
    casesOf: '{{what}}, {{place}}: see its {{count}} cases',
    close: 'Close',
    nothing: 'No notice begins or ends on this day, and nothing is due.',
    empty: 'No notices and nothing due in this month',
    emptyText: 'Choose another month or region, or everything.',
    unknownYear:
      'The holidays of {{year}} and the days worked instead are not known yet; weekends alone are shown. Deadlines in working days can be told once the decree is out.',
    toLate: 'Cases that are late',
  },
}
