/**
 * The one script, the same for every page. It asks how the doors stand, every five seconds and only while somebody looks;
 * slower where nobody answers. Labels come with the page: it holds no words.
 */
export const pageScript = `(() => {
'use strict';
const main = document.querySelector('main');
const find = (what) => document.querySelector('[data-' + what + ']');
let touched = false;
addEventListener('input', () => { touched = true; });
addEventListener('submit', (event) => {
  const form = event.target;
  if (form.hasAttribute('aria-busy')) return event.preventDefault();
  form.setAttribute('aria-busy', 'true');
  setTimeout(() => form.removeAttribute('aria-busy'), 15000);
});
addEventListener('pageshow', () => document.querySelectorAll('[aria-busy]').forEach((form) => form.removeAttribute('aria-busy')));

for (const button of document.querySelectorAll('[data-hide]')) {
  button.hidden = false;
  button.addEventListener('click', () => {
    const digits = document.getElementById(button.getAttribute('aria-controls'));
    digits.hidden = !digits.hidden;
    button.textContent = digits.hidden ? button.dataset.show : button.dataset.hide;
  });
}

const state = main.dataset.state;
if (!state) return;
let page = main.dataset.page || '';
let wait = 5000;
let timer = 0;
let asking = false;
const renew = () => {
  if (touched) find('news').hidden = false;
  else location.replace(location.href.split('#')[0]);
};
const show = (row, door) => {
  const list = row.parentNode.dataset;
  const line = row.querySelector('.s');
  if (row.dataset.is !== door.state) {
    const label = door.state === 'ready' && row.dataset.ready ? row.dataset.ready : list[door.state];
    row.dataset.is = door.state;
    line.className = 's ' + door.state;
    line.querySelector('use').setAttribute('href', '#i-state-' + door.state);
    line.querySelector('span').textContent = label;
    find('live').textContent = row.querySelector('.n').textContent + ': ' + label;
  }
  const form = row.querySelector('form');
  const call = row.querySelector('a');
  if (form) form.hidden = !door.unlocks;
  if (call) call.hidden = door.unlocks || (door.state !== 'desk' && door.state !== 'key');
};
const take = (told) => {
  const rows = [...document.querySelectorAll('[data-door]')];
  const same = rows.length === told.doors.length && rows.every((row, index) => row.dataset.door === told.doors[index].doorId);
  if ((page !== '' && page !== told.page) || (page !== 'waiting' && !same)) return renew();
  page = told.page;
  told.doors.forEach((door, index) => show(rows[index], door));
};
const ask = async () => {
  clearTimeout(timer);
  if (document.hidden || asking) return;
  asking = true;
  try {
    const answer = await fetch(state, { cache: 'no-store', signal: AbortSignal.timeout ? AbortSignal.timeout(20000) : undefined });
    if (answer.status === 404 && (await answer.clone().text()) === '') { page = ' '; renew(); }
    else {
      if (!answer.ok) throw new Error('no answer');
      take(await answer.json());
    }
    wait = 5000;
    find('lost').hidden = true;
  } catch {
    wait = Math.min(wait * 2, 60000);
    find('lost').hidden = false;
  }
  asking = false;
  timer = setTimeout(ask, wait);
};
addEventListener('visibilitychange', ask);
addEventListener('online', ask);
ask();
})();
`
