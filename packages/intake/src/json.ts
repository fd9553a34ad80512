/** What was read, as the command line and the API tell it. Ranges are UTF-16 units, values decimal strings. */
import type { Item } from './outline/outline.ts'
import type { ReadText } from './read.ts'

export function toJson({ documents }: ReadText) {
  return {
    documents: documents.map((document) => ({
      title: document.title,
      number: document.number,
      range: document.range,
      outline: document.outline.map(({ number, title, level, clause, heading, range }: Item) => ({
        number,
        title,
        level,
        clause,
        heading,
        range,
      })),
      quantities: document.quantities,
      times: document.times,
      duties: document.duties.map(({ clause, lead, cooperating, responsible, range }) => ({
        clause,
        lead,
        cooperating,
        responsible,
        range,
      })),
      targets: document.targets.map(({ item: _item, quantity: _quantity, ...target }) => target),
      tasks: document.tasks.map(({ item: _item, ...task }) => task),
      cycles: document.cycles.map(({ item: _item, ...cycle }) => cycle),
      lists: document.lists,
      fundLines: document.fundLines.map(({ clause, title, total, operands, nature, side, range }) => ({
        clause,
        title,
        amount: total.value,
        unit: total.unit,
        bound: total.bound,
        nature,
        side,
        terms: operands.map(({ quantity, role, nature: kind }) => ({
          role,
          nature: kind,
          text: quantity.text,
          value: quantity.value,
          unit: quantity.unit,
          range: quantity.range,
        })),
        range,
      })),
      fundSources: document.fundTotals.flatMap(({ sources }) =>
        sources.map(({ label, amount, nature, side }) => ({
          label,
          amount: amount.value,
          unit: amount.unit,
          bound: amount.bound,
          nature,
          side,
          range: amount.range,
        })),
      ),
      findings: document.findings,
    })),
  }
}
