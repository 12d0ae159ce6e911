/** The live stream: one connection for the page, whoever listens to what. */
const listeners = new Map();
let source = null;
let wanted = null;
let state = 'off';

function set(next) {
  state = next;
  tell('state', next);
}

function tell(event, data) {
  for (const listener of listeners.get(event) ?? []) listener(data);
}

export const liveState = () => state;

/** Listens until the returned function is called. Events: state, beat, proof, changed, reset. */
export function on(event, listener) {
  if (!listeners.has(event)) listeners.set(event, new Set());
  listeners.get(event).add(listener);
  return () => listeners.get(event).delete(listener);
}

export function connect() {
  disconnect();
  wanted = true;
  set('connecting');
  source = new EventSource('/v1/stream');
  source.addEventListener('hello', e => {
    set('live');
    if (!JSON.parse(e.data).resumed) tell('reset');
  });
  source.addEventListener('reset', () => tell('reset'));
  for (const event of ['beat', 'proof', 'changed']) {
    source.addEventListener(event, e => tell(event, JSON.parse(e.data)));
  }
  source.addEventListener('error', () => {
    if (!wanted) return;
    set('stale');
    if (source.readyState === EventSource.CLOSED) setTimeout(() => wanted && connect(), 3000);
  });
}

export function disconnect() {
  wanted = null;
  source?.close();
  source = null;
  state = 'off';
}
