// SR-35: whoever is complained about finds no trace, what is confided stays sealed, and the public's forms do no harm.

const complaints = 'apps/server/src/modules/complaints'
const publicity = 'apps/server/src/modules/publicity'
const line = [`${complaints}/complaints.test.ts`]
const site = [`${publicity}/publicity.test.ts`]

export const ofComplaints = [
  {
    name: 'SR-35 complaints: row-level security keeps the accused out by itself',
    file: 'database/migrations/0032_complaints.sql',
    from: '  select case when accused_region is null and accused_unit is null then false else exists (',
    to: '  select case when accused_region is null or accused_unit is null then false else exists (',
    tests: line,
    pattern: 'nor with a second role elsewhere',
  },
  {
    name: 'SR-35 complaints: they are not passed on to the accused',
    file: `${complaints}/acting.ts`,
    from: 'throw passedToAccused()',
    to: 'void passedToAccused',
    tests: line,
    pattern: 'is never the one that it is passed on to',
  },
  {
    name: 'SR-35 complaints: nor to a unit below the accused one',
    file: `${complaints}/complaints.store.ts`,
    from: 'union select u.id, u.parent_id from unit u join above on u.id = above.parent_id)',
    to: 'union select u.id, u.parent_id from unit u join above on false)',
    tests: line,
    pattern: 'nor is a unit that stands below it',
  },
  {
    name: 'SR-35 complaints: the journal names the region above the accused',
    file: `${complaints}/sight.ts`,
    from: 'if (highest === undefined) return region.slice(0, 6)',
    to: 'if (region.length > 0) return region.slice(0, 6)',
    tests: line,
    pattern: 'the audit administrator of the accused reads',
  },
  {
    name: 'SR-35 complaints: whom they are passed on to is told no name',
    file: `${complaints}/reading.ts`,
    from: "const mayKnow = standing !== 'passed'",
    to: 'const mayKnow = standing.length > 0',
    tests: line,
    pattern: 'passed on without the name',
  },
  {
    name: 'SR-35 complaints: who looked is for inspectors',
    file: `${complaints}/reading.ts`,
    from: "actor.permissions.has('complaints.inspect')",
    to: "actor.permissions.has('leads.handle')",
    tests: line,
    pattern: 'the inspector sees who looked',
  },
  {
    name: 'SR-35 site: a form with a token that is not ours is not taken',
    file: `${publicity}/tokens.ts`,
    from: 'if (mac !== macOf(keyring, purpose, [id, secret, at])) return undefined',
    to: 'void [mac, macOf(keyring, purpose, [id, secret, at])]',
    tests: site,
    pattern: 'with a token that is not ours',
  },
  {
    name: 'SR-35 site: what is put into a page is text',
    file: 'apps/site/src/html.ts',
    from: `.replaceAll(/[&<>"']/g, (each) => named[each]!)`,
    to: `.replaceAll(/[&]/g, (each) => named[each]!)`,
    tests: ['apps/site/src/site.test.ts'],
    pattern: 'shows in zh whatever is put in as text',
  },
  {
    name: 'SR-35 site: forms of one address have an end',
    file: `${publicity}/allowance.ts`,
    from: 'if (used >= most) return false',
    to: 'void most',
    tests: site,
    pattern: 'that comes too often',
  },
  {
    name: 'SR-35 site: addresses of visitors go into no journal',
    file: 'apps/server/src/platform/http/pages.ts',
    from: "address: '',",
    to: 'address: request.ip,',
    tests: site,
    pattern: 'leaves no address of the sender',
  },
]
