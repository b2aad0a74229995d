/** What every page with an audit says, whosever acts it lists. */
export interface AuditWords {
  readonly empty: string
  readonly filters: string
  readonly from: string
  readonly to: string
  readonly act: string
  readonly everyAct: string
  readonly apply: string
  readonly clear: string
  readonly older: string
  readonly newest: string
  readonly exportHeading: string
  readonly exportLead: string
  readonly exportCsv: string
  readonly exportJson: string
  readonly when: string
  readonly who: string
  readonly what: string
  readonly seal: string
  readonly sealed: (batch: number, place: number) => string
  readonly waiting: string
}

/** @param keeper who keeps the audit: “the hub” */
export function auditWords(keeper: string): AuditWords {
  return {
    empty: 'No entries match.',
    filters: 'Filters',
    from: 'From',
    to: 'To',
    act: 'Act',
    everyAct: 'Every act',
    apply: 'Show',
    clear: 'Show everything',
    older: 'Older',
    newest: 'Newest',
    exportHeading: 'Export',
    exportLead: `All entries that match the filters, not only this page. The JSON can be verified without ${keeper}.`,
    exportCsv: 'Download CSV',
    exportJson: 'Download JSON',
    when: 'When',
    who: 'Who',
    what: 'What',
    seal: 'Sealed',
    sealed: (batch, place) => `Batch ${batch}, place ${place}`,
    waiting: 'Not yet',
  }
}
