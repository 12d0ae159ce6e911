/** The live stream: one connection for the page, whoever listens to what. */
const listeners = new Map();
let source = null;
let wanted = null;
let state = 'off';
let kept = [];
const KEPT_MS = 125_000;

/** What happened in the last two minutes, for a page that comes later. */
export const lately = () => kept;

function set(next) {
  state = next;
  tell('state', next);
}

function keep(beat) {
  const since = Date.now() - KEPT_MS;
  // Of what is older, the last few tell at least which payments were the latest.
  if (kept.length > 20) kept = kept.filter((each, i) => Date.parse(each.at) > since || i >= kept.length - 20);
  kept.push(beat);
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

/** Reads again, a moment after what somebody looks at has changed; many changes at once are read once. */
export function follow(onLeave, touches, run, afterMs = 800) {
  let due = null;
  onLeave(on('beat', beat => {
    if (due || !touches(beat)) return;
    due = setTimeout(() => { due = null; run(); }, afterMs);
  }));
  onLeave(on('reset', run));
  onLeave(() => clearTimeout(due));
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
    source.addEventListener(event, e => {
      const data = JSON.parse(e.data);
      if (event === 'beat') keep(data);
      tell(event, data);
    });
  }
  source.addEventListener('error', () => {
    if (!wanted) return;
    set('stale');
    if (source.readyState === EventSource.CLOSED) setTimeout(() => wanted && connect(), 3000);
  });
}

export function disconnect() {
  kept = [];
  wanted = null;
  source?.close();
  source = null;
  state = 'off';
}
