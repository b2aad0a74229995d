export interface DemoTicket {
  readonly subject: string
  readonly body: string
  readonly reply?: string
  readonly closed?: true
}

export const employeeTickets: readonly DemoTicket[] = [
  {
    subject: 'Replace the switch in the server room',
    body: 'Port 14 drops packets. A spare one is in the cupboard.',
    reply: 'Planned for Thursday after six.',
  },
  { subject: 'Renew the certificate of the mail gateway', body: 'It runs out in three weeks.' },
  { subject: 'New laptop for accounting', body: 'Same model as last time.', closed: true },
]

export const contactTickets: readonly DemoTicket[] = [
  { subject: 'The till printer prints blank receipts', body: 'Since this morning, in the shop on Mill Lane.' },
  { subject: 'Share the price list with the new shop', body: 'They cannot open the folder yet.', closed: true },
]
