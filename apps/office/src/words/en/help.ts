import type { Dictionary } from '../dictionary.ts'
import type { help as zh } from '../zh/help.ts'

export const help: Dictionary<typeof zh> = {
  help: {
    open: 'How to read this page',
    close: 'Close',
    shortcuts: 'Keyboard shortcuts',
    single: 'Shortcuts of a single key (/, ?, g)',
    singleHint: 'Turn them off when you dictate, or press keys by accident. Ctrl/⌘+K always works.',
    everywhere: 'On every page',
    inSearch: 'In the search box',
    inCases: 'In the list of cases, and at a meeting',
    inPlans: 'In the reader of a plan',
    inLists: 'In lists',
    keys: {
      find: 'find',
      help: 'open this sheet',
      close: 'close a panel, empty the search box',
      skip: 'skip to the content',
      next: 'next row, row before',
      open: 'open the row',
      choose: 'choose a result',
      go: 'open the result that is chosen',
      overview: 'to the overview',
      households: 'to the households',
      villages: 'to the villages',
      cases: 'to the cases',
      tick: 'tick the row',
      tickRange: 'tick from the last one to this row',
      allFor: 'votes of a meeting: all in favour',
      plans: 'go to plans and tasks',
      nextStatement: 'next, previous statement',
      accept: 'accept',
      correct: 'correct',
      reject: 'reject',
      takeBack: 'take back',
      policy: 'to the policy',
      dictionary: 'to the data dictionary',
    },
    pages: {
      leads:
        'Households that lists of departments are about, a row each; every figure beside opens its rows, and the address says what is shown.\nA lead is no verdict and changes no status. Tick several to open cases or to dismiss them with a reason: up to 500, all or none.\nOnly procedures that are in force here today, that you may open and that the status allows are offered; whoever does not fit is named. The verdict of monitoring advises.',
      lead: 'Reason and amount of the list are for those who answer for lists.\nOpening a case links both. A dismissal says what was found, and can be taken back.\nEvery look is kept in the audit journal.',
      leadLists:
        'Upload .xlsx or .csv with the id number, or name and village. Rows are matched to households; the sheet itself is not kept.\nRows about nobody, doubles and those that cannot be read are listed with row, column and what would be right.\nWhile nobody has worked on a list it can be taken back whole and sent again; the same sheet is not taken twice.',
      complaints:
        'What is due first stands first; every figure above opens its list. Complaints are seen by those who handle them, clues and applications also where the household lives.\nWhoever it is about sees nothing of it, in no list and no figure.\nWhat comes by telephone, at the desk or by letter is taken down here; tell the number to whoever asked.',
      complaint:
        'Every look is kept in the audit journal, and inspectors see who looked.\nThe answer is shown to whoever has the number as it is written; name and words are not.\nWhoever it is passed on to sees neither name nor contact. What was done is only added to.\nA clue or an application becomes a case at once: find the household, choose a procedure that fits, and the two are linked.',
      cases:
        'On the left (above on a narrow screen) cases are counted by procedure, step and place; every number opens. What is yours and what is late is marked.\nEach row says what it waits for and until when. Cases of one step can be ticked and signed, posted or decided together; those that cannot go along are named, and taken out by one press.\nFilters lie in the address.',
      newCase:
        'Choose a procedure, tick for whom, say who brought it and why, and add evidence.\nThe verdict of today advises; people decide.\nAt most 500 at once, all or none.',
      case: 'The picture is the whole way: solid where it has been, dotted where it will go, higher levels above.\n“Now” says what is lacking, with the button that solves it.\nEntries are added, never changed; what was entered wrongly is taken back within the step. A case cannot go on before objections are answered.',
      meeting:
        'A meeting counts when enough were present. In a number, a means all in favour; change exceptions by hand.\nMinutes are proposed from what was entered; a person checks and completes them. Print the sheet, have it signed, and send a photo or scan.\nWhat is not sent outlives a reload.',
      plans:
        'Plans that this region, those above and those below have issued. The arithmetic of each was done again: open it to see it worked out.\nUpload or paste a document; what is read is in force only when a person accepts it.\nOpen is what nobody has decided about yet; the number leads to it.',
      plan: 'The text on the left; on the right the targets, tasks, fund lines and faults that were read. A card lights up its sentence, and an underlined sentence selects its card.\nOnly what is accepted comes to the task board and the targets. Who accepted, corrected or rejected what and when is kept, and can be taken back.\nWhen the text has changed, file a corrected version: it shows what changed and which accepted statements it touches.',
      targets:
        'Targets that were accepted. A planned figure is the own one, an assigned figure comes from above; where both are there the assigned one counts.\nReality is counted from the registry on the day above, and nobody reports it; a target without an indicator shows none.\nBreak a target down to the level below; parts that do not make the whole are marked. The clause opens the sentence.',
      tasks:
        'First what each unit owes this month: late, blocked, due, done. Every number opens its list.\nEach round of a cycle counts by itself. A task shows its sentence, its deadline and its reports; units report there, with evidence.\nThe bulletin of the month is a docx; letters of responsibility are printed by unit or by region below.',
      fundLines:
        'Sources and uses that were accepted, line by line, with count times rate below, and their sums and the gap worked out.\nLoans are repaid and are summed apart from grants. The clause opens the sentence.',
      overview:
        'At the top stand the region and the day you are looking at; when they change, everything below does.\nEvery number opens: “unmet 120” leads to those 120 households.\nBars have three parts: met, unmet, undetermined. Undetermined means that facts are missing, not that the household failed.',
      households:
        'Filters (on the left, or on top on a narrow screen) add up; the number behind each says how many households would be left.\nThe search takes names, pinyin initials and household numbers. All filters lie in the address: a colleague sees the same list, within their own region.\nThe export is the list before you.',
      household:
        'The verdict says of every criterion which facts, which threshold and which clause it rests on, and who recorded them when.\nAn undetermined criterion lists what is missing; the name of a fact opens its form.\nThe timeline is the whole history: who, when, what changed. Mistakes are corrected, never deleted.',
      villages:
        'Filters stand on the left (or on top), each with its number of villages. Choose a gap, and its value becomes a column with the sum above the table.\nThe bar shows the verdicts of the households of the village; its numbers open them.\nAdd any fact of villages with “Columns”, sort by a column head, export what you see.',
      village:
        'The verdict says why each criterion is met or not. “Gaps” lists what is missing of roads, water, houses and broadband, with the clause.\nEvery number under “Shares of households” opens those households.\nThe timeline shows every record: who, when, from what to what.',
      policy:
        'The policy in force in the region on the day: where each item comes from, which clause, which level says it.\nItems marked as unconfirmed have not been checked against the original text.\nChoose another date to see what held then.',
      simulation:
        'Move a line or a threshold to see which households would change sides, where, and at what cost.\nA simulation changes no verdict and no data.\nThe list and the comparison can be exported.',
      notices:
        'Notices and announcements of this region and above it: how many days are left, and whether an objection waits for an answer. The last day counts.\nWhat you open is what was posted; “Print the poster” gives a sheet of A3 or A4 with a code.\nWhat is wrong can be taken down with a reason; it then has to hang anew for its full days.',
      calendar:
        'Each square is a day: notices that begin and end, steps and cases that are due, and of how many cases. Open a day, then a number, for the cases.\nDays free and days worked by decree are marked; a year whose decree is not known says so.\nArrow keys change the day, PageUp and PageDown the month; on a telephone it is a list.',
      rates:
        'The rates come from look-backs that have ended, each against those who stood so when it was opened; where nobody was surveyed there is none.\nEvery number opens its cases; the name of a region opens the regions below it.',
      archive:
        'Files of the county: one for each case that ended, with verdict, signatures, minutes, notices, objections, decisions and digests.\nBook and register are printed as of the date above, 200 households a part. The card is A5, one for a household.\nNumbers of persons are printed masked; to see one whole, say what for on the page of the household.',
      imports:
        'Download the template, fill it, upload it; or upload a sheet of your own and match its columns.\nThe check lists problems row by row; download the marked sheet, repair it, upload it again.\nLook at the preview before you commit; a whole import can be undone.',
      duplicates:
        'Two registrations that may be the same person, by name, id number, date of birth and more, with the reasons.\nMerging them or calling them different people needs a reason, and is kept.\nLeave what you are not sure of: nothing is merged by itself.',
      audit:
        'The journal lists who saw, changed or exported what, refusals included; an account or a subject opens its own events.\nUnusual access points at what stands out, and a number opens what is behind it.\nThe seals prove that nothing was changed: print the checkpoint now and then, and keep it.',
      dictionary:
        'A fact is each thing that is registered; a code list holds the values it can take; tables and columns are its place in the database.\nEach entry has unit, range, validity, sensitivity and source, and the criteria and indicators that read it.\nSearch, filter, export, print; every entry has an address of its own.',
      access:
        'A grant is a role in a region for a time: given only within your own regions, and never to yourself.\nWhat is revoked or disabled ends at once: the next click asks to sign in. Every step has its reason, and is kept.\nThe numbers on the left open; an export is the list as it stands, a row for each grant.',
      account:
        'Here stands what you may do, who granted it, and until when.\nTwo second factors are better than one.\nIf you do not know a place where you are signed in, end it first, then change your password.',
    },
  },
}
