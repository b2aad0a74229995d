/** What every page with an audit says, whosever acts it lists. */
export interface AuditWords {
  readonly empty: string
  readonly filters: string
  readonly from: string
  readonly to: string
  /** Before the name of the zone that the days are of. */
  readonly zone: string
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
  readonly whom: string
  readonly seal: string
  readonly sealed: string
  readonly waiting: string
  readonly reference: string
  /** A name that no entry holds: it is what the person or thing is called now. */
  readonly today: (name: string) => string
  readonly erased: string
  readonly unrecorded: string
  /** Kinds of actors. */
  readonly kinds: Readonly<
    Record<'person' | 'product' | 'directory' | 'operator' | 'hub' | 'time' | 'unrecorded', string>
  >
}

/** @param keeper who keeps the audit: “the hub” */
export function auditWords(keeper: string): AuditWords {
  return {
    empty: 'No entries match.',
    filters: 'Filters',
    from: 'From',
    to: 'To',
    zone: 'Time zone of these days:',
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
    whom: 'To whom',
    seal: 'Sealed',
    sealed: 'Sealed',
    waiting: 'Not yet',
    reference: 'Reference',
    today: (name) => `${name} (today’s name)`,
    erased: 'A person whose name was erased',
    unrecorded: 'Not recorded',
    kinds: {
      person: 'Person',
      product: 'Product',
      directory: 'Directory',
      operator: 'Operator',
      hub: 'Hub',
      time: 'Time limit',
      unrecorded: 'Not recorded',
    },
  }
}
