// The dialog by which someone takes an alert on: who, what was done, a note.

import { h } from './dom.js';
import { forLong, recall, remember } from './memory.js';
import { actionsFor, kindTitle, reasonText } from './words.js';

const NAME = 'coldshelf.name';
const byId = (id) => document.getElementById(id);

/** Returns a function that opens the dialog for an alert. `done(alert)` gets the bridge's answer. */
export function acknowledgement(bridge, done) {
  const dialog = byId('acknowledge');
  const send = byId('acknowledge-send');
  let alert;

  byId('acknowledge-cancel').addEventListener('click', () => dialog.close());
  dialog.addEventListener('click', (event) => event.target === dialog && dialog.close());
  byId('acknowledge-form').addEventListener('submit', async (event) => {
    event.preventDefault();
    send.disabled = true;
    byId('acknowledge-problem').textContent = '';
    try {
      const body = entered();
      // An id may hold slashes; they are part of the path.
      const id = alert.id.split('/').map(encodeURIComponent).join('/');
      const answer = await bridge.post(`alerts/${id}/acknowledge`, body);
      remember(forLong, NAME, body.by);
      dialog.close();
      done(answer);
    } catch (error) {
      byId('acknowledge-problem').textContent =
        `Not sent: ${error.message || 'the bridge does not answer'}. Nothing is lost, try again.`;
    } finally {
      send.disabled = false;
    }
  });

  return (chosen) => {
    alert = chosen;
    byId('acknowledge-about').textContent = `${kindTitle(alert.kind)}, ${alert.subject}. ${reasonText(alert)}`;
    byId('acknowledge-by').value = recall(forLong, NAME);
    byId('acknowledge-action').value = '';
    byId('acknowledge-note').value = '';
    byId('acknowledge-problem').textContent = '';
    byId('acknowledge-actions').replaceChildren(
      ...actionsFor(alert.kind).map((action) => h('option', { value: action })));
    dialog.showModal();
    byId(byId('acknowledge-by').value ? 'acknowledge-action' : 'acknowledge-by').focus();
  };
}

function entered() {
  const value = (field) => byId(`acknowledge-${field}`).value.trim();
  return { by: value('by'), action: value('action'), note: value('note') };
}
