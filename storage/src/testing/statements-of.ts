import { type SentStatement, sentStatements } from '../sent-statements.ts'

/** Every statement that this process sends while something is done, begin and commit among them. */
export async function statementsOf(work: () => Promise<unknown>): Promise<readonly string[]> {
  const sent: string[] = []
  const note = (message: unknown) => void sent.push((message as SentStatement).sql)
  sentStatements.subscribe(note)
  try {
    await work()
  } finally {
    sentStatements.unsubscribe(note)
  }
  return sent
}
