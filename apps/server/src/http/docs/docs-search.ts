/** Search as one types; without it the form asks the server. */
export const DOCS_SEARCH = `'use strict';
const field = document.getElementById('q');
const found = document.getElementById('found');
const marked = [...document.querySelectorAll('[data-words]')];
const parts = [...document.querySelectorAll('.resource, nav section')];
const intro = document.querySelector('.intro');

function search() {
  const words = field.value.toLowerCase().split(/\\s+/).filter((word) => word !== '');
  let count = 0;
  for (const element of marked) {
    element.hidden = !words.every((word) => element.dataset.words.includes(word));
    if (!element.hidden && element.tagName === 'ARTICLE') count += 1;
  }
  for (const part of parts) {
    const own = [...part.querySelectorAll('[data-words]')];
    part.hidden = words.length > 0 && own.every((element) => element.hidden);
  }
  if (intro !== null) intro.hidden = words.length > 0;
  found.textContent = words.length === 0 ? '' : count === 1 ? '1 operation' : count + ' operations';
}

field.addEventListener('input', search);
field.form.addEventListener('submit', (event) => {
  event.preventDefault();
  search();
});
document.addEventListener('keydown', (event) => {
  const typing = document.activeElement instanceof HTMLInputElement;
  if (event.key !== '/' || typing || event.ctrlKey || event.metaKey || event.altKey) return;
  event.preventDefault();
  field.focus();
});
const contents = document.querySelector('nav details');
if (matchMedia('(max-width: 60rem)').matches) contents.open = false;
`;
