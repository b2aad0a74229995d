import { setImmediate as nextTurn } from 'node:timers/promises'

const TYPES = { csv: 'text/csv; charset=utf-8; header=present', json: 'application/json' } as const

export interface Download {
  /** Without its ending. */
  readonly name: string
  readonly format: keyof typeof TYPES
  readonly text: AsyncGenerator<string>
}

/**
 * A file for people to keep, as an answer: read on as fast as the browser takes it, while others get their turn between.
 *
 * @param breakOff hears why the text ended before its end, and closes the connection: a body that merely ends would pass
 *   for whole
 */
export function download({ name, format, text }: Download, breakOff: (cause: unknown) => void) {
  const headers = {
    'content-type': TYPES[format],
    'content-disposition': `attachment; filename="${name.replaceAll(/[^\w-]/g, '_')}.${format}"`,
  }
  return { body: bodyOf(text, breakOff), headers }
}

function bodyOf(
  text: AsyncGenerator<string>,
  breakOff: (cause: unknown) => void,
): ReadableStream<Uint8Array<ArrayBuffer>> {
  const encoder = new TextEncoder()
  return new ReadableStream({
    async pull(controller) {
      await nextTurn()
      try {
        const next = await text.next()
        if (next.done) controller.close()
        else controller.enqueue(encoder.encode(next.value))
      } catch (cause) {
        breakOff(cause)
        controller.close()
      }
    },
    async cancel() {
      await text.return(undefined)
    },
  })
}
