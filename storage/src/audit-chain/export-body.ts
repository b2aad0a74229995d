import { setImmediate as nextTurn } from 'node:timers/promises'

/**
 * An export as the body of an answer, read from the database as fast as it is taken; others get their turn between.
 *
 * @param breakOff hears why the text ended before its end, and closes the connection: a body that merely ends would pass
 *   for whole
 */
export function exportBody(
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
