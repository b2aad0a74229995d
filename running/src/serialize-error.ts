const DEEPEST = 4

interface WrittenError {
  readonly type: string
  readonly message: string
  readonly code?: string | number
  readonly stack?: string
  readonly cause?: WrittenError
}

/**
 * An error as the log has it. Named fields alone: what libraries hang on their errors repeats values of rows, addresses
 * and answers.
 */
export function serializeError(error: unknown, depth = 0): WrittenError {
  if (!(error instanceof Error)) return { type: typeof error, message: String(error) }
  const code = 'code' in error ? error.code : undefined
  return {
    type: error.name,
    message: error.message,
    ...(typeof code === 'string' || typeof code === 'number' ? { code } : {}),
    ...(error.stack === undefined || depth > 0 ? {} : { stack: error.stack }),
    ...(error.cause === undefined || depth >= DEEPEST ? {} : { cause: serializeError(error.cause, depth + 1) }),
  }
}
