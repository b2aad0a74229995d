// Keeps regions up to date by server-sent events: each message is what a region holds now, and `settled` the last word.

/** Milliseconds until a stream that was refused is asked for again, and how often that is done. */
const PAUSE = 5000
const MOST = 60

for (const region of document.querySelectorAll('[data-stream]')) follow(region, MOST)

function follow(region, times) {
  const source = new EventSource(region.dataset.stream)
  source.addEventListener('message', ({ data }) => {
    const present = new DOMParser().parseFromString(data, 'text/html')
    region.replaceChildren(...document.importNode(present.body, true).childNodes)
  })
  source.addEventListener('settled', () => source.close())
  source.addEventListener('error', () => {
    // A browser asks again by itself where a stream ended, but never where the answer was no stream, such as a 503.
    if (source.readyState === EventSource.CLOSED && times > 0) setTimeout(() => follow(region, times - 1), PAUSE)
  })
}
