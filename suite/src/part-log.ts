import { createWriteStream } from 'node:fs'
import type { Readable } from 'node:stream'
import { finished } from 'node:stream/promises'
import { createInterface } from 'node:readline'

/** A line that a part wrote. `level` as pino counts: 30 info, 40 warn, 50 error, 60 fatal. */
export interface LogLine {
  readonly level: number
  readonly text: string
}

export interface PartLog {
  /** The last lines, oldest first: what is shown when a part dies. */
  readonly tail: () => readonly string[]
  /** Resolves when everything that the part wrote is in the file. */
  readonly written: Promise<void>
}

const linesKept = 20

/**
 * Writes all output of a part to its log file, line by line, and hands each line on.
 *
 * A part logs in JSON. What is none, such as a notice of a library or a crash's stack, has level 0: it is in the file,
 * and in the tail.
 */
export function keepLog(
  file: string,
  output: { readonly stdout: Readable; readonly stderr: Readable },
  onLine: (line: LogLine) => void,
): PartLog {
  const stream = createWriteStream(file, { flags: 'a' })
  const tail: string[] = []

  const follow = async (source: Readable) => {
    for await (const text of createInterface({ input: source, crlfDelay: Infinity })) {
      stream.write(`${text}\n`)
      tail.push(text)
      if (tail.length > linesKept) tail.shift()
      onLine(readLine(text))
    }
  }

  const written = Promise.all([follow(output.stdout), follow(output.stderr)]).then(async () => {
    stream.end()
    await finished(stream)
  })
  return { tail: () => tail, written }
}

function readLine(text: string): LogLine {
  try {
    const entry: unknown = JSON.parse(text)
    if (typeof entry === 'object' && entry !== null && 'level' in entry && typeof entry.level === 'number') {
      return { level: entry.level, text: 'msg' in entry && typeof entry.msg === 'string' ? entry.msg : text }
    }
  } catch {
    // No JSON: shown as it is.
  }
  return { level: 0, text }
}
