// Shows under a title what there already is that is like it. Never in the way: the last step shows it without script.
customElements.define('mm-similar', class extends HTMLElement {
  connectedCallback() {
    const field = document.getElementById(this.dataset.for), list = this.querySelector('ul')
    let timer, asked = ''
    const ask = async () => {
      const title = field.value.trim()
      if (title === asked) return
      asked = title
      let found = []
      if (title.split(/\s+/).length >= 3)
        try {
          const answer = await fetch(`${this.dataset.url}?${new URLSearchParams({ title, language: field.lang })}`)
          if (answer.ok) found = await answer.json()
        } catch { }
      if (asked !== title) return
      list.replaceChildren(...found.map(one => {
        const item = document.createElement('li'), link = document.createElement('a')
        Object.assign(link, { href: one.address, textContent: one.title, lang: one.language, target: '_blank' })
        item.append(link, ` · ${one.note}`)
        return item
      }))
      this.hidden = found.length === 0
    }
    field.addEventListener('input', () => {
      clearTimeout(timer)
      timer = setTimeout(ask, 400)
    })
  }
})
