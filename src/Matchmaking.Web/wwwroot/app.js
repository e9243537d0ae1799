// The pages work without this. It only makes four things smoother.

// Errors: the summary gets the focus also where the browser does not heed autofocus on it.
document.querySelector('.ds-error-summary[autofocus]')?.focus()

// Filters: a form marked data-submit-on-change sends itself; afterwards the focus is where it was.
const kept = 'focus-after-filter'
for (const form of document.querySelectorAll('form[data-submit-on-change]'))
  form.addEventListener('change', event => {
    if (event.target.matches('[type=text],[type=search],[type=date],textarea')) return
    sessionStorage.setItem(kept, event.target.id)
    form.requestSubmit()
  })
const id = sessionStorage.getItem(kept)
if (id) {
  sessionStorage.removeItem(kept)
  document.getElementById(id)?.focus({ preventScroll: true })
}

// Sharing: the device's own dialogue, where it has one.
if (navigator.share)
  for (const link of document.querySelectorAll('a[data-share]'))
    link.addEventListener('click', event => {
      event.preventDefault()
      navigator.share({ title: link.dataset.share, url: location.href }).catch(() => {})
    })

// Buttons: pressed twice in a hurry, a form is sent once.
document.addEventListener('submit', event => {
  if (event.defaultPrevented || event.target.method !== 'post') return
  if (Date.now() - (event.target.sentAt ?? 0) < 5000) event.preventDefault()
  else event.target.sentAt = Date.now()
})
