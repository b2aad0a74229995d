// Shows instants in the reader's zone and by the reader's day. Without script they are in UTC, and say so.
const language = document.documentElement.lang
const { timeZone } = Intl.DateTimeFormat().resolvedOptions()
const formats = {
  date: Intl.DateTimeFormat(language, { dateStyle: 'medium' }),
  minute: Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'short' }),
  second: Intl.DateTimeFormat(language, { timeStyle: 'medium' }),
  hour: Intl.DateTimeFormat(language, { timeStyle: 'short' }),
}
const days = new Intl.RelativeTimeFormat(language, { numeric: 'auto' })

show(document.body)
// What comes later, such as the next state of a region, is shown in the same way.
new MutationObserver((changes) => {
  for (const { addedNodes } of changes) for (const node of addedNodes) if (node instanceof Element) show(node)
}).observe(document.body, { childList: true, subtree: true })

function show(root) {
  for (const element of all(root, 'time[data-time]')) {
    const text = format(new Date(element.dateTime), element.dataset.time)
    if (element.textContent !== text) element.textContent = text
  }
  // The days of a filter begin and end in the same zone.
  for (const box of all(root, 'input[data-zone]')) box.value = timeZone
  for (const name of all(root, '[data-zone-name]')) if (name.textContent !== timeZone) name.textContent = timeZone
}

function all(root, selector) {
  return root.matches(selector) ? [root] : root.querySelectorAll(selector)
}

function format(at, style) {
  if (style !== 'relative') return formats[style].format(at)
  const passed = Math.round((startOfDay(at) - startOfDay(new Date())) / 86_400_000)
  return Math.abs(passed) > 1 ? formats.date.format(at) : `${days.format(passed, 'day')} ${formats.hour.format(at)}`
}

/** Days with the change to and from summer time have an hour more or less. */
function startOfDay(at) {
  return new Date(at.getFullYear(), at.getMonth(), at.getDate())
}
