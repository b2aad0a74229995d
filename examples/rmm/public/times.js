// Shows instants in the reader's zone. Without script they are in UTC, and say so.
const styles = { date: { dateStyle: 'medium' }, minute: { dateStyle: 'medium', timeStyle: 'short' } }
for (const element of document.querySelectorAll('time[data-time]')) {
  const format = Intl.DateTimeFormat(document.documentElement.lang, styles[element.dataset.time])
  element.textContent = format.format(new Date(element.dateTime))
}
