import { z } from 'zod'

/** Reads a variable by a function whose errors say what is wrong without repeating a secret. */
export function readBy<Result, Text = string>(read: (text: Text) => Result) {
  return (text: Text, context: z.RefinementCtx): Result => {
    try {
      return read(text)
    } catch (error) {
      context.addIssue(error instanceof Error ? error.message : 'cannot be read')
      return z.NEVER
    }
  }
}
