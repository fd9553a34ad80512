import type { Dictionary } from '../dictionary.ts'
import type { afterExit as zh } from '../zh/after-exit.ts'

export const afterExit: Dictionary<typeof zh> = {
  afterExit: {
    title: 'What goes on after the exit',
    notExited: 'This household has not exited: it has what the policies in force give.',
    none: 'The packs in force do not say what goes on after an exit.',
    sinceCase: 'A case decided the exit on {{day}}.',
    sinceRecorded: 'The exit was registered for {{day}}.',
    sinceUnknown: 'The day of the exit is not known: it had exited when the register was taken over.',
    toCase: 'See the case',
    until: 'until {{day}}, days left: {{count}}',
    over: 'ended on {{day}}',
    end: {
      stated: 'until a stated day',
      ownTerm: 'for the term of the entitlement itself',
      sinceUnknown: 'counts from the exit, whose day is not known',
      unstated: 'no document states an end',
    },
    entitlement: {
      due: '{{label}}: {{amount}} yuan{{period}}',
      none: '{{label}}: not due by the facts known',
      unknown: '{{label}}: undetermined, facts are missing',
    },
    period: { once: ', once', month: ' a month', quarter: ' a quarter', year: ' a year' },
    lead: 'Led by {{units}}',
    cardLine: '{{label}} ({{end}})',
    cardLineOpen: '{{label}} ({{end}}; whether it is due is undetermined)',
    cardTitle: 'Goes on after the exit',
  },
}
