/** What of an answer arrives, and whether the connection stays open until its end. */
export async function readToBreak(answer: Response): Promise<{ readonly text: string; readonly isWhole: boolean }> {
  const decoder = new TextDecoder()
  let text = ''
  try {
    for await (const part of answer.body ?? []) text += decoder.decode(part, { stream: true })
    return { text, isWhole: true }
  } catch {
    return { text, isWhole: false }
  }
}
