import { setImmediate as nextTurn } from 'node:timers/promises'

const TYPES = { csv: 'text/csv; charset=utf-8; header=present', json: 'application/json' } as const

export interface Download {
  /** Without its ending. */
  readonly name: string
  readonly format: keyof typeof TYPES
  readonly text: AsyncGenerator<string>
  /** Throws where the person may no longer have it: asked before each part is given. */
  readonly assertStillAllowed: () => Promise<void>
}

/**
 * A file for people to keep, as an answer: read on as fast as the browser takes it, while others get their turn between.
 * It may take days to read, and goes no further than the right to it.
 *
 * @param breakOff hears why the text ended before its end, and closes the connection: a body that merely ends would pass
 *   for whole
 */
export function download({ name, format, ...file }: Download, breakOff: (cause: unknown) => void) {
  const headers = {
    'content-type': TYPES[format],
    'content-disposition': `attachment; filename="${name.replaceAll(/[^\w-]/g, '_')}.${format}"`,
  }
  return { body: bodyOf(file, breakOff), headers }
}

function bodyOf(
  { text, assertStillAllowed }: Pick<Download, 'text' | 'assertStillAllowed'>,
  breakOff: (cause: unknown) => void,
): ReadableStream<Uint8Array<ArrayBuffer>> {
  const encoder = new TextEncoder()
  const source: UnderlyingDefaultSource<Uint8Array<ArrayBuffer>> = {
    async pull(controller) {
      await nextTurn()
      try {
        const next = await text.next()
        if (next.done) return controller.close()
        await assertStillAllowed()
        controller.enqueue(encoder.encode(next.value))
      } catch (cause) {
        breakOff(cause)
        controller.close()
      }
    },
    async cancel() {
      await text.return(undefined)
    },
  }
  // No part waits here for a browser that takes its time, and outlives the answer that let it go.
  return new ReadableStream(source, { highWaterMark: 0 })
}
