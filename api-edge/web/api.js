/** Calls of the API, as anybody makes them; the session's cookie stands for the key. */
export class Problem extends Error {
  constructor(status, body) {
    super(body?.detail ?? body?.title ?? `HTTP ${status}`);
    this.status = status;
    this.code = body?.code ?? 'unknown';
    this.errors = body?.errors ?? [];
    this.requestId = body?.request_id ?? null;
  }
}

let session = null;
let onSignedOut = () => {};

export const who = () => session;
export const whenSignedOut = then => { onSignedOut = then; };

async function call(method, path, { body, merchant, headers, signal } = {}) {
  const sent = { ...headers };
  if (merchant) sent['Kassa-Merchant'] = merchant;
  if (body !== undefined) sent['Content-Type'] = 'application/json';
  if (method !== 'GET' && session?.token) sent['Kassa-Session-Token'] = session.token;
  let answer;
  try {
    answer = await fetch(path, { method, headers: sent, signal, body: body === undefined ? undefined : JSON.stringify(body) });
  } catch (e) {
    if (e.name === 'AbortError') throw e;
    throw new Problem(0, { code: 'unreachable', detail: e.message });
  }
  const json = answer.status === 204 ? null : await answer.json().catch(() => null);
  if (answer.ok) return json;
  if (answer.status === 401 && session) {
    session = null;
    onSignedOut();
  }
  throw new Problem(answer.status, json);
}

export const get = (path, more) => call('GET', path, more);
export const post = (path, body, more) => call('POST', path, { ...more, body: body ?? {} });

/** The session that there is; null where nobody is signed in. */
export async function resume() {
  try {
    const now = await get('/v1/session');
    session = now.actor === null ? null : now;
  } catch (e) {
    if (e.status !== 401) throw e;
    session = null;
  }
  return session;
}

export async function signIn(key) {
  session = await call('POST', '/v1/sessions', { headers: { Authorization: `Bearer ${key}` } });
  return session;
}

export async function signOut() {
  await call('DELETE', '/v1/sessions').catch(() => {});
  session = null;
}

/** A path with those parameters that are given. */
export function query(path, parameters) {
  const given = Object.entries(parameters).filter(([, value]) => value !== null && value !== undefined && value !== '');
  return given.length ? `${path}?${new URLSearchParams(given)}` : path;
}
