import type { Dictionary } from '../dictionary.ts'
import type { system as zh } from '../zh/system.ts'

export const system: Dictionary<typeof zh> = {
  system: {
    title: 'System',
    alarms: 'Alarms',
    none: 'No alarms',
    noneText: 'Sealing is on time, and the copies outside are complete. An alarm is shown above every page.',
    since: 'since {{at}}',
    commands: 'Commands on the server',
    commandsText:
      'Backups, restoring and keys are looked after from the command line of the server alone. Add --help for how.',
    what: {
      backup: 'Take a backup, to be kept elsewhere',
      restore: 'Restore to a second (practise on another machine)',
      verify: 'See whether data or seals were changed',
      keys: 'Replace the keys; it may be interrupted and goes on',
      regions: 'Import or renew the regions',
      admin: 'A one-time code for the first administrator',
    },
  },
}
