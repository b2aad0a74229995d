// Keeps regions up to date by server-sent events: each message is what a region holds now, and `settled` the last word.
for (const region of document.querySelectorAll('[data-stream]')) {
  const source = new EventSource(region.dataset.stream)
  source.addEventListener('message', ({ data }) => {
    const present = new DOMParser().parseFromString(data, 'text/html')
    region.replaceChildren(...document.importNode(present.body, true).childNodes)
  })
  source.addEventListener('settled', () => source.close())
}
